// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_mode.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "stdlib/registry.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_identity.h"
#include "tools/common/file.h"
#include "tools/common/output.h"
#include "tools/common/script.h"
#include "tools/trommel/exim_actions.h"
#include "tools/trommel/exim_expand.h"
#include "tools/trommel/exim_forward.h"
#include "tools/trommel/exim_host.h"
#include "tools/trommel/exim_options.h"
#include "tools/trommel/exim_reception.h"
#include "tools/trommel/exim_trace.h"
#include "tools/trommel/sieve_trace.h"

namespace trommel {
namespace {

constexpr int kFailed = 1;
constexpr size_t kBlock = size_t{64} << 10;

// Exim called by this name takes no dot for the end of the message.
constexpr std::string_view kRmail = "rmail";
constexpr std::string_view kMtaNames[] = {"mailq", "rsmtp", "runq",
                                          "newaliases"};

std::string_view BaseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

int Refuse(std::string_view line) {
  Output err(STDERR_FILENO);
  err.Write(std::string(line) + "\n");
  return kFailed;
}

bool IsFolder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// A pipe or a device, which has no size: Exim reads nothing of it.
bool HasNoSize(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISDIR(info.st_mode) &&
         info.st_size == 0;
}

/// One test: who it is for, the message, and what has been printed.
class Session {
 public:
  explicit Session(EximOptions options) : options_(std::move(options)) {}

  int Run() {
    reception_.Settle();
    reception_.SettleRecipient();
    Status status = ReadFilters();
    if (status) status = reception_.SettleSender();
    if (status) status = reception_.Receive(STDIN_FILENO, Window());
    if (!status) return Refuse(status.error().text);
    out_ = reception_.notes();
    WriteEnvelope();
    matches_ = reception_.matches();
    bool fine = true;
    if (options_.system_file) {
      fine = Test(*options_.system_file, system_text_, true);
    }
    if (fine && options_.user_file) {
      fine = Test(*options_.user_file, user_text_, false);
    }
    std_out_.Write(out_);
    const Status flushed = std_out_.Flush();
    const int printed = flushed ? 0 : Fail(flushed.error());
    (void)err_.Flush();
    // Leaves without tidying up: the kernel takes the memory back at once.
    std::_Exit(printed != 0 ? printed : fine ? 0 : kFailed);
  }

 private:
  PosixHostOptions HostOptions() const {
    PosixHostOptions options;
    options.Use(options_.settings);
    options.variables = options_.facts.variables;
    return options;
  }

  // What an Exim filter can see of a message; Sieve scripts see all of it.
  InputWindow Window() const {
    if (FilterLanguage(user_text_) == Language::kSieve) return {SIZE_MAX, 0};
    return EximWindow(options_.settings);
  }

  Status ReadFilters() {
    if (options_.system_file) {
      TRY(ReadFilter(*options_.system_file, &system_text_));
    }
    if (options_.user_file) TRY(ReadFilter(*options_.user_file, &user_text_));
    return {};
  }

  static Status ReadFilter(const std::string& path, std::string* text) {
    if (HasNoSize(path) && ::access(path.c_str(), R_OK) == 0) return {};
    Result<FileBytes> bytes = FileBytes::Read(path == "-" ? "./-" : path);
    if (!bytes && IsFolder(path)) return {};  // its reading fails, later
    if (!bytes) {
      const std::string& why = bytes.error().text;
      return Err(Code::kNoInput, "exim: failed to open " + path + ": " +
                                     why.substr(why.rfind(": ") + 2));
    }
    *text = std::move(*bytes).Take();
    return {};
  }

  void WriteEnvelope() {
    const mail::Envelope& envelope = reception_.envelope();
    auto shown = [](const std::string& address) {
      return address.empty() ? "<>" : address;
    };
    out_ += envelope.return_path
                ? "Return-path = " + shown(*envelope.return_path) + "\n"
                : "Return-path copied from sender\n";
    out_ += "Sender      = " + shown(envelope.sender) + "\n";
    out_ += "Recipient   = " + envelope.recipient + "\n";
    if (options_.prefix) out_ += "Prefix    = " + *options_.prefix + "\n";
    if (options_.suffix) out_ += "Suffix    = " + *options_.suffix + "\n";
  }

  // Runs one filter; false when Exim's exit status would be 1.
  bool Test(const std::string& name, std::string text, bool system) {
    if (text.empty() && IsFolder(name)) {
      out_ += "exim: error while reading " + name + ": Is a directory\n";
      return false;
    }
    const std::optional<Language> said = FilterLanguage(text);
    const bool sieve = said == Language::kSieve;
    const std::string_view what = sieve            ? "Sieve filter"
                                  : said || system ? "Exim filter"
                                                   : "forward file";
    out_ += "Testing " + std::string(what) + " file \"" + name + "\"\n\n";
    if (!said && !system) return TestList(text);
    if (options_.verbose && !body_read_) debug_.Text("read_message_body 103\n");
    body_read_ = true;
    Script script;
    ScriptOptions options;
    options.system_filter = system;
    options.max_bytes = limits::kTestScriptBytes;
    options.language = sieve && !system ? Language::kSieve : Language::kExim;
    LoadSource(engine_, name, std::move(text), options, &script);
    if (!script.program) return WriteScriptError(script);
    return RunScript(script, system);
  }

  // The first error; false when Exim's exit status would be 1.
  bool WriteScriptError(const Script& script) {
    const bool sieve = script.language == Language::kSieve;
    out_ += sieve ? "Sieve error: " : "Filter error: ";
    if (script.error) {
      out_ += script.error->text;
    } else {
      const Issue& issue = script.issues.all()[0];
      const uint32_t line = script.source->Locate(issue.span.begin).line;
      out_ += issue.text;
      if (sieve) out_ += " in line " + std::to_string(line);
    }
    out_ += '\n';
    return sieve;
  }

  bool RunScript(const Script& script, bool system) {
    std::optional<EximOutline> outline;
    std::optional<EximTrace> trace;
    std::optional<SieveTrace> sieve_trace;
    vm::TraceSink* sink = nullptr;
    if (options_.verbose && script.language == Language::kSieve) {
      sink = &sieve_trace.emplace(*script.source, engine_.rows(), &debug_);
    } else if (options_.verbose) {
      outline.emplace(*script.source, system);
      sink = &trace.emplace(
          *outline, stdlib::exim::ReturnPath(reception_.envelope()).empty(),
          &debug_);
    }
    vm::Machine machine(*script.program, host_, options_.settings);
    const vm::Outcome outcome = machine.Run({.message = &reception_.message(),
                                             .envelope = &reception_.envelope(),
                                             .system_filter = system,
                                             .testing = true,
                                             .arrival = &reception_.arrival(),
                                             .system = &system_,
                                             .matches = matches_,
                                             .expander = &expander_},
                                            sink);
    matches_.clear();
    if (script.language == Language::kSieve) {
      if (sieve_trace) sieve_trace->Print();
      AppendSieveResult(outcome, &out_);
      return true;
    }
    WriteActions(outcome,
                 trace ? trace->mail_depths() : std::span<const uint32_t>());
    AppendEximResult(outcome, &out_);
    if (system && system_.edited) {
      reception_.Edit(system_.header);
    }
    return outcome.ok;
  }

  // `depths` of the replies; absent without -v.
  void WriteActions(const vm::Outcome& outcome,
                    std::span<const uint32_t> depths) {
    const size_t width = EximLines().label_width;
    size_t reply = 0;
    for (const vm::Action& action : outcome.actions) {
      EximLines lines;
      lines.keep_high = options_.settings.print_topbitchars;
      if (action.kind == vm::ActionKind::kReply && reply < depths.size()) {
        lines.label_width = width + 2 * depths[reply++];
      }
      AppendEximAction(action, lines, &out_);
      if (out_.size() >= kBlock) std_out_.Write(std::exchange(out_, {}));
    }
  }

  bool TestList(std::string_view text) {
    const vm::Settings& settings = options_.settings;
    const ForwardReport report =
        TestForward(text, {settings.qualify_recipient,
                           options_.domain.value_or(settings.qualify_recipient),
                           stdlib::exim::RulesOf(settings)});
    out_ += report.text;
    return report.status == 0;
  }

  EximOptions options_;
  EximHost host_{HostOptions()};
  Engine engine_{stdlib::AllFeatures()};
  StringExpander expander_{stdlib::AllFeatures()};
  EximReception reception_{&options_, &host_};
  std::string system_text_;
  std::string user_text_;
  vm::SystemFilter system_;
  // What matching the From line leaves in $0 and $1, for the first filter.
  std::vector<Value> matches_;
  std::string out_;  // what std_out_ has not taken yet
  Output std_out_{STDOUT_FILENO};
  Output err_{STDERR_FILENO};
  EximDebug debug_{&err_};
  bool body_read_ = false;  // Exim says so once, before the first filter
};

}  // namespace

bool IsEximName(std::string_view path) {
  static constexpr std::string_view kNames[] = {"exim", "exim4", "sendmail",
                                                kRmail};
  const std::string_view name = BaseName(path);
  return std::ranges::find(kNames, name) != std::end(kNames) ||
         std::ranges::find(kMtaNames, name) != std::end(kMtaNames);
}

int RunEximMode(std::string_view path, Words words) {
  const std::string_view name = BaseName(path);
  if (std::ranges::find(kMtaNames, name) != std::end(kMtaNames)) {
    return Refuse(NeedsMta(name));
  }
  Result<EximOptions> options = ReadEximOptions(words);
  if (!options) return Refuse(options.error().text);
  if (options->Expands()) {
    return RunExpandMode(std::move(*options));
  }
  if (name == kRmail) {
    options->dot_ends = false;
    options->protocol = "local-rmail";
  }
  return Session(std::move(*options)).Run();
}

}  // namespace trommel
