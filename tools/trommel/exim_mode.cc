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

#include "interp/mail/message.h"
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

// `<>`, white space inside or around, or nothing at all.
bool IsNullSender(std::string_view text) {
  if (text.empty()) return true;
  text = text::Trim(text);
  return text.starts_with('<') && text.ends_with('>') &&
         text::Trim(text.substr(1, text.size() - 2)).empty();
}

// Whether a dot at the end of the domain is all that is wrong with an address.
bool HasFinalDot(std::string_view text) {
  return text.ends_with('.') &&
         stdlib::exim::ReadAddress(text.substr(0, text.size() - 1));
}

bool IsFolder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
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
    const int printed = Print(out_);
    (void)err_.Flush();
    // Leaves without tidying up: the kernel takes the memory back at once.
    std::_Exit(printed != 0 ? printed : fine ? 0 : kFailed);
  }

 private:
  PosixHostOptions HostOptions() const {
    PosixHostOptions options;
    options.Use(options_.settings);
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
    Result<FileBytes> bytes = FileBytes::Read(path);
    if (!bytes && IsFolder(path)) return {};  // its reading fails, later
    if (!bytes) {
      const std::string& why = bytes.error().text;
      return Err(Code::kNoInput, "exim: failed to open " + path + ": " +
                                     why.substr(why.rfind(": ") + 2));
    }
    *text = std::move(*bytes).Take();
    return {};
  }

  // An envelope sender, with the domain of senders where it has none.
  Result<std::string> Sender(std::string_view text) {
    if (IsNullSender(text)) return std::string();
    if (!options_.settings.strip_trailing_dot && HasFinalDot(text) &&
        text.find('@') != std::string_view::npos) {
      return Err(Code::kUsage,
                 "domain is malformed (trailing dot not allowed)");
    }
    TRY_ASSIGN(stdlib::exim::BareAddress address,
               stdlib::exim::ReadAddress(
                   text, stdlib::exim::RulesOf(options_.settings)));
    if (address.domain.empty()) {
      address.domain = options_.settings.qualify_domain;
    } else if (address.domain.starts_with('[')) {
      return Err(Code::kUsage, "domain literals not allowed");
    }
    return address.Text();
  }

  Status ReadSender() {
    envelope_.has_sender = true;
    if (!options_.sender) {
      envelope_.sender = login_ + "@" + options_.settings.qualify_domain;
      return {};
    }
    Result<std::string> sender = Sender(*options_.sender);
    if (!sender) {
      return Err(Code::kUsage, "exim: bad -f address \"" + *options_.sender +
                                   "\": " + sender.error().text);
    }
    envelope_.sender = *sender;
    return {};
  }

  void TakeMessage() {
    CountEvenBody(options_.settings.message_body_visible, &message_text_);
    for (const std::string& told : message_text_.from_line_senders) {
      if (options_.sender) break;
      Result<std::string> sender = Sender(told);
      if (!sender) continue;
      out_ += "Sender taken from \"From \" line\n";
      envelope_.sender = *sender;
      sender_from_line_ = true;
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
    host_.Tell("RECEIVED_PROTOCOL", "local");
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
                                             .matches = matches_},
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
  std::string out_;
  Output err_{STDERR_FILENO};
  EximDebug debug_{&err_};
  bool body_read_ = false;  // Exim says so once, before the first filter
};

}  // namespace

bool IsEximName(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path == "exim" || path == "exim4" || path == "sendmail";
}

int RunEximMode(Words words) {
  Result<EximOptions> options = ReadEximOptions(words);
  if (!options) return Refuse(options.error().text);
  return Session(std::move(*options)).Run();
}

}  // namespace trommel
