// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_mode.h"

#include <pwd.h>
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
#include "interp/text/ascii.h"
#include "interp/text/date.h"
#include "stdlib/registry.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_words.h"
#include "tools/common/file.h"
#include "tools/common/header_limits.h"
#include "tools/common/output.h"
#include "tools/common/script.h"
#include "tools/trommel/exim_actions.h"
#include "tools/trommel/exim_expand.h"
#include "tools/trommel/exim_forward.h"
#include "tools/trommel/exim_header.h"
#include "tools/trommel/exim_host.h"
#include "tools/trommel/exim_input.h"
#include "tools/trommel/exim_message.h"
#include "tools/trommel/exim_options.h"
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

/// A number in base 62 with `width` digits, as message ids are written.
std::string Base62(uint64_t number, size_t width) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string out(width, '0');
  for (size_t i = width; i > 0; --i) {
    out[i - 1] = kDigits[number % kDigits.size()];
    number /= kDigits.size();
  }
  return out;
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
    Settle();
    if (Status status = ReadFilters(); !status) {
      return Refuse(status.error().text);
    }
    if (Status status = ReadSender(); !status) {
      return Refuse(status.error().text);
    }
    Result<EximInput> input =
        ReadEximInput(STDIN_FILENO, {options_.dot_ends}, Window());
    if (!input) return Refuse("trommel: " + input.error().text);
    if (Status status = CheckHeader(*input->bytes); !status) {
      return Refuse(status.error().text);
    }
    message_text_ = std::move(input->message);
    TakeMessage();
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

  // Defaults of the settings and of who the filter is for.
  void Settle() {
    vm::Settings& settings = options_.settings;
    SetTimeZone(settings.timezone);
    settings.message_body_newlines = false;  // as in Exim's tests
    auto fill = [](std::string* text, const std::string& otherwise) {
      if (text->empty()) *text = otherwise;
    };
    if (settings.primary_hostname.empty()) {
      settings.primary_hostname = host_.HostName();
    }
    fill(&settings.qualify_domain, settings.primary_hostname);
    fill(&settings.qualify_recipient, settings.qualify_domain);
    login_ = host_.LoginName();
    envelope_.local_part_prefix = options_.prefix.value_or("");
    envelope_.local_part_suffix = options_.suffix.value_or("");
    envelope_.recipient = envelope_.local_part_prefix +
                          options_.local_part.value_or(login_) +
                          envelope_.local_part_suffix + "@" +
                          options_.domain.value_or(settings.qualify_recipient);
  }

  // What an Exim filter can see of a message; Sieve scripts see all of it.
  InputWindow Window() const {
    constexpr size_t kBeyondHeader = size_t{1} << 20;
    if (FilterLanguage(user_text_) == Language::kSieve) return {SIZE_MAX, 0};
    auto size = [](int64_t setting) {
      return static_cast<size_t>(std::max<int64_t>(0, setting));
    };
    const size_t visible = size(options_.settings.message_body_visible);
    return {size(options_.settings.header_maxsize) + visible + kBeyondHeader,
            visible};
  }

  // header_maxsize and header_line_maxsize, in Exim's words.
  Status CheckHeader(std::string_view bytes) const {
    const vm::Settings& settings = options_.settings;
    const bool small =
        static_cast<int64_t>(bytes.size()) <= settings.header_maxsize;
    if (small && settings.header_line_maxsize == 0) return {};
    const auto excess = FindHeaderExcess(mail::Message(bytes), settings);
    if (!excess) return {};
    return Err(Code::kLimit,
               std::string(excess->line ? "overlong message header line"
                                        : "ridiculously long message header") +
                   " received from " + login_ + " (more than " +
                   std::to_string(excess->limit) +
                   " characters): message abandoned");
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

  // A sender with the domain of senders where it has none.
  std::string Qualified(const BareAddress& address) const {
    if (!address.domain.empty() || address.local_part.empty()) {
      return address.Text();
    }
    return address.local_part + "@" + options_.settings.qualify_domain;
  }

  Status ReadSender() {
    const vm::Settings& settings = options_.settings;
    envelope_.has_sender = true;
    BareAddress sender;
    sender.local_part = login_;
    if (options_.sender) sender = *options_.sender;
    auto bad = [](const std::string& address, const char* why) {
      return Err(Code::kUsage,
                 "exim: bad -f address \"" + address + "\": " + why);
    };
    if (options_.sender_dot && !settings.strip_trailing_dot) {
      return bad(sender.Text() + ".",
                 "domain is malformed (trailing dot not allowed)");
    }
    if (sender.domain.starts_with('[') && !settings.allow_domain_literals) {
      return bad(sender.Text(), "domain literals not allowed");
    }
    if (options_.sender && sender.domain.empty() &&
        !sender.local_part.empty()) {
      sender.local_part = stdlib::exim::QuoteLocalPart(sender.local_part);
    }
    envelope_.sender = Qualified(sender);
    return {};
  }

  void TakeSenderOfFromLine(std::string_view told) {
    stdlib::exim::AddressRules rules = stdlib::exim::RulesOf(options_.settings);
    rules.null_path = true;
    const auto sender = stdlib::exim::ReadAddress(told, rules);
    if (!sender) return;
    out_ += "Sender taken from \"From \" line\n";
    envelope_.sender = Qualified(*sender);
    sender_from_line_ = true;
  }

  void TakeMessage() {
    CountEvenBody(options_.settings.message_body_visible, &message_text_);
    for (const std::string& told : message_text_.from_line_senders) {
      if (!options_.sender) TakeSenderOfFromLine(told);
    }
    for (std::string& path :
         TakeTraceFields(options_.settings, &message_text_.fields)) {
      out_ += "Return-path taken from \"Return-path:\" header line\n";
      envelope_.return_path = std::move(path);
    }
    if (message_text_.no_header) out_ += "Warning: no message headers read\n";
    Complete();
    for (const std::string& field : message_text_.fields) header_ += field;
    message_.Assemble(header_, message_text_.body);
    TellHost();
    WriteEnvelope();
    if (!message_text_.from_line_senders.empty()) {
      matches_ = {Value::Tainted(message_text_.from_line_matched),
                  Value::Tainted(message_text_.from_line_senders.back())};
    }
  }

  void Complete() {
    const text::DateTime now = host_.Now();
    id_ = Base62(static_cast<uint64_t>(now.seconds), 6) + "-" +
          Base62(static_cast<uint64_t>(::getpid()), 6) + "-00";
    const vm::Settings& settings = options_.settings;
    Originator originator;
    originator.login = login_;
    originator.address = login_ + "@" + settings.qualify_domain;
    originator.sender = envelope_.sender;
    originator.sender_told = options_.sender || sender_from_line_;
    originator.trusted = ::getuid() == 0;
    originator.check_from = settings.local_from_check;
    originator.keep_sender = settings.local_sender_retain;
    originator.from_prefix = settings.local_from_prefix;
    originator.from_suffix = settings.local_from_suffix;
    originator.remote = options_.Of(Origin::kHostAddress).has_value();
    originator.message_id = "E" + id_ + "@" + settings.primary_hostname;
    originator.date = text::FormatRfc5322(now);
    if (options_.full_name && !sender_from_line_) {
      originator.name = *options_.full_name;
    } else if (!originator.sender_told) {
      originator.name = FullName();
    }
    originator.name =
        stdlib::exim::Phrase(originator.name, settings.headers_charset);
    const QualifyDomains domains = {settings.qualify_domain,
                                    settings.qualify_recipient};
    CompleteHeader(originator, options_.qualify ? &domains : nullptr,
                   &message_text_.fields);
  }

  // The name of the account; & stands for the login name there.
  std::string FullName() const {
    const passwd* entry = ::getpwuid(::getuid());
    const std::string_view text = entry != nullptr ? entry->pw_gecos : "";
    std::string out;
    for (char c : text) {
      if (c != '&') {
        out += c;
      } else if (!login_.empty()) {
        out += text::Upper(login_[0]);
        out += login_.substr(1);
      }
    }
    return out;
  }

  // Facts about the message's way here, by the names that rows ask for.
  void TellHost() {
    static constexpr std::string_view kVariables[] = {
#define ORIGIN(name, flag, variable) variable,
#include "tools/trommel/exim_origin.def"
#undef ORIGIN
    };
    TellHosts();
    for (size_t i = 0; i < options_.origin.size(); ++i) {
      if (options_.origin[i]) host_.Tell(kVariables[i], *options_.origin[i]);
    }
    const bool own = !options_.sender && !sender_from_line_;
    host_.Tell("MESSAGE_ID", id_);
    host_.Tell("RECEIVED_PROTOCOL", options_.protocol);
    host_.Tell("SENDER_IDENT", login_);
    host_.Tell("AUTHENTICATED_ID", options_.sender ? "" : login_);
    host_.Tell("AUTHENTICATED_SENDER", own ? envelope_.sender : "");
  }

  void TellHosts() {
    const auto& address = options_.Of(Origin::kHostAddress);
    const auto& interface = options_.Of(Origin::kInterface);
    const auto from = ReadHostPort(address.value_or(""));
    const auto to = ReadHostPort(interface.value_or(""));
    host_.Tell("SENDER_HOST_PORT", std::to_string(from ? from->port : 0));
    host_.Tell("INTERFACE_PORT", std::to_string(to ? to->port : -1));
    if (to) host_.Tell("INTERFACE_ADDRESS", to->address);
    if (!from) return;
    const std::string name = options_.Of(Origin::kHostName).value_or("");
    const std::string ident = options_.Of(Origin::kIdent).value_or(login_);
    const std::string literal = "[" + from->address + "]";
    const std::string said = ident.empty() ? "" : "ident=" + ident;
    host_.Tell("SENDER_HOST_ADDRESS", from->address);
    host_.Tell("SENDER_FULLHOST",
               name.empty() ? literal : name + " " + literal);
    const std::string gap = said.empty() ? "" : " ";
    const std::string bare = said.empty() ? "" : " (" + said + ")";
    host_.Tell("SENDER_RCVHOST",
               name.empty() ? literal + bare
                            : name + " (" + literal + gap + said + ")");
  }

  void WriteEnvelope() {
    auto shown = [](const std::string& address) {
      return address.empty() ? "<>" : address;
    };
    out_ += envelope_.return_path
                ? "Return-path = " + shown(*envelope_.return_path) + "\n"
                : "Return-path copied from sender\n";
    out_ += "Sender      = " + shown(envelope_.sender) + "\n";
    out_ += "Recipient   = " + envelope_.recipient + "\n";
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
          *outline, stdlib::exim::ReturnPath(envelope_).empty(), &debug_);
    }
    vm::Machine machine(*script.program, host_, options_.settings);
    const vm::Outcome outcome = machine.Run({.message = &message_,
                                             .envelope = &envelope_,
                                             .system_filter = system,
                                             .testing = true,
                                             .arrival = &message_text_.arrival,
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
      message_.Assemble(system_.header, message_text_.body);
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
  std::string login_;
  std::string id_;
  mail::Envelope envelope_;
  std::string system_text_;
  std::string user_text_;
  EximMessage message_text_;
  bool sender_from_line_ = false;
  std::string header_;
  mail::Message message_;
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
  if (options->expand) return RunExpandMode(std::move(*options));
  if (name == kRmail) {
    options->dot_ends = false;
    options->protocol = "local-rmail";
  }
  return Session(std::move(*options)).Run();
}

}  // namespace trommel
