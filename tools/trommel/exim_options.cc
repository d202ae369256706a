// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_options.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "interp/text/ascii.h"
#include "tools/common/config.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

/// What a flag does.
enum class Effect : uint8_t {
  kText,  ///< its value goes to `text`
  kDotStays,
  kBare,  ///< no domain is added to addresses of the header
  kVerbose,
  kDebug,
  kMacro,
  kNumber,
  kPeriod,      ///< a time, such as 1h30m
  kSyslogName,  ///< its length is checked
  kSender,
  kProtocol,  ///< how a message came in, and behind a colon from which host
  kOrigin,
  kExpand,
  kRecipients,  ///< those of the header, with -bem
  kIgnored,     ///< of no meaning in a filter test, in Exim too
  kMta,
};

/// Where its value stands.
enum class Takes : uint8_t {
  kNothing,
  kNext,         ///< in the next word
  kRest,         ///< in the rest of the word, else in the next word
  kTail,         ///< in the rest of the word, which may be empty
  kMaybe,        ///< as kRest, but it may be missing
  kMaybeNext,    ///< in the next word, if there is one
  kMaybeNumber,  ///< as kRest, but a next word must begin with a digit
};

struct Flag {
  std::string_view name;
  Effect effect;
  Takes takes = Takes::kNothing;
  std::optional<std::string> EximOptions::*text = nullptr;
  /// Said when the value is missing, with the word put behind it.
  std::string_view missing =
      "exim abandoned: unknown, malformed, or incomplete option ";
};

constexpr std::string_view kNoFile = "exim: file name expected after ";
/// Options that Exim has not.
constexpr std::string_view kSet = "--set";
constexpr std::string_view kConfig = "--config";
constexpr std::string_view kProfile = "--profile";
constexpr std::string_view kVar = "--var";
constexpr std::string_view kSpoolHeader = "--spool-header";
constexpr std::string_view kOwn[] = {kSet, kConfig, kProfile, kVar,
                                     kSpoolHeader};

/// The option of ours that `word` is, with or without "=value"; else empty.
std::string_view OwnOption(std::string_view word) {
  for (std::string_view own : kOwn) {
    const bool fits =
        word == own || (word.starts_with(own) && word[own.size()] == '=');
    if (fits) return own;
  }
  return {};
}
constexpr std::string_view kBadTime = "exim: bad time value ";
constexpr std::string_view kNoString = "exim: string expected after ";

using enum Effect;
using enum Takes;

// The first row that fits counts: exact names stand before prefixes of them.
constexpr Flag kFlags[] = {
    {"-bf", kText, kNext, &EximOptions::user_file, kNoFile},
    {"-bF", kText, kNext, &EximOptions::system_file, kNoFile},
    {"-bfd", kText, kNext, &EximOptions::domain, kNoString},
    {"-bfl", kText, kNext, &EximOptions::local_part, kNoString},
    {"-bfp", kText, kNext, &EximOptions::prefix, kNoString},
    {"-bfs", kText, kNext, &EximOptions::suffix, kNoString},
    {"-bm", kIgnored},
    {"-bnq", kBare},
    {"-bd", kMta},
    {"-bdf", kMta},
    {"-be", kExpand},
    {"-bem", kText, kNext, &EximOptions::message_file},
    {"-bh", kMta},
    {"-bhc", kMta},
    {"-bi", kMta},
    {"-bI:", kMta, kTail},
    {"-bmalware", kMta},
    {"-bp", kMta},
    {"-bpa", kMta},
    {"-bpc", kMta},
    {"-bpr", kMta},
    {"-bpra", kMta},
    {"-bpru", kMta},
    {"-bpu", kMta},
    {"-bP", kMta},
    {"-brt", kMta},
    {"-brw", kMta},
    {"-bS", kMta},
    {"-bs", kMta},
    {"-bt", kMta},
    {"-bv", kMta},
    {"-bvs", kMta},
    {"-bV", kMta},
    {"-bw", kMta, kTail},
    {"-f", kSender, kRest},
    {"-r", kSender, kRest},
    {"-F", kText, kRest, &EximOptions::full_name},
    {"-i", kDotStays},
    {"-oi", kDotStays},
    {"-oitrue", kDotStays},
    {"-oM", kOrigin},
    {"-v", kVerbose},
    {"-ov", kVerbose},
    {"-N", kVerbose},
    {"-dropcr", kIgnored},
    {"-d", kDebug, kTail},
    {"-dp", kIgnored, kNext},
    {"-n", kIgnored, kTail},
    {"-m", kIgnored},
    {"-G", kIgnored, kTail},
    {"-U", kIgnored, kTail},
    {"-x", kIgnored},
    {"-E", kIgnored, kTail},
    {"-Ac", kIgnored},
    {"-Am", kIgnored},
    {"-om", kIgnored},
    {"-oo", kIgnored},
    {"-pd", kIgnored},
    {"-ps", kIgnored},
    {"-p", kProtocol, kRest},
    {"-B", kIgnored, kMaybe},
    {"-h", kNumber, kRest},
    {"-X", kIgnored, kRest, nullptr, kNoString},
    {"-L", kSyslogName, kRest},
    {"-O", kIgnored, kRest, nullptr, kNoString},
    {"-D", kMacro, kTail},
    {"-oA", kIgnored, kRest, nullptr, kNoString},
    {"-oB", kNumber, kMaybeNumber},
    {"-oP", kIgnored, kMaybeNext},
    {"-oPX", kMta},
    {"-oX", kIgnored, kNext},
    {"-oY", kIgnored},
    {"-or", kPeriod, kRest, nullptr, kBadTime},
    {"-os", kPeriod, kRest, nullptr, kBadTime},
    {"-tls-on-connect", kIgnored},
    {"--version", kMta},
    {"--help", kMta},
    {"-C", kMta, kRest},
    {"-M", kMta, kTail},
    {"-q", kMta, kTail},
    {"-R", kMta, kTail},
    {"-S", kMta, kTail},
    {"-Tqt", kMta, kTail},
    {"-t", kRecipients},
    {"-ti", kRecipients},
    {"-z", kMta},
    {"-z", kIgnored, kTail},
};

/// Endings of -e, -oe and -od: what becomes of errors and of deliveries.
constexpr std::string_view kErrorModes[] = {"e", "m", "p", "q", "w"};
constexpr std::string_view kDeliveryModes[] = {"b", "d", "f", "i", "q", "qs"};

/// Exim specification, the option -d.
constexpr std::string_view kSelectors[] = {
    "acl",       "all",       "auth",      "deliver",      "dns",
    "dnsbl",     "exec",      "expand",    "filter",       "hints_lookup",
    "ident",     "interface", "lists",     "load",         "host_lookup",
    "lookup",    "memory",    "noutf8",    "local_scan",   "pid",
    "queue_run", "receive",   "resolver",  "process_info", "retry",
    "rewrite",   "route",     "timestamp", "transport",    "tls",
    "uid",       "verify"};

/// The most bytes that a value may have, and how Exim calls its flag then.
struct Longest {
  std::string_view flag;
  size_t bytes;
  std::string_view called;
};
constexpr Longest kLongest[] = {
    {"-f", 1024, "-f"},     {"-r", 1024, "-f"},      {"-F", 256, "-F"},
    {"-bfd", 255, "-bfd"},  {"-bfl", 64, "-bfl"},    {"-bfp", 64, "-bfp"},
    {"-bfs", 64, "-bfs"},   {"-oX", 1024, "-oX"},    {"-oMa", 45, "-oMa"},
    {"-oMaa", 64, "-oMaa"}, {"-oMai", 256, "-oMas"}, {"-oMas", 256, "-oMas"},
    {"-oMi", 45, "-oMi"},   {"-oMr", 64, "-oMr"},    {"-oMs", 255, "-oMs"},
    {"-oMt", 512, "-oMt"},
};
constexpr Longest kLongestProtocol = {"-p", 64, "-p<protocol>"};
constexpr Longest kLongestOrigin = {"-p", 320, "-p<protocol>:<host>"};

bool TakesRest(Takes takes) {
  return takes == kRest || takes == kTail || takes == kMaybe ||
         takes == kMaybeNumber;
}

bool IsMode(std::string_view word, std::string_view flag,
            std::span<const std::string_view> endings) {
  return word.starts_with(flag) &&
         std::ranges::find(endings, word.substr(flag.size())) != endings.end();
}

const Flag* Find(std::string_view word) {
  for (const Flag& flag : kFlags) {
    if (word == flag.name) return &flag;
  }
  static constexpr Flag kMode = {"", kIgnored};
  if (IsMode(word, "-e", kErrorModes) || IsMode(word, "-oe", kErrorModes) ||
      IsMode(word, "-od", kDeliveryModes)) {
    return &kMode;
  }
  static constexpr Flag kAnyOrigin = {"-oM", kOrigin};
  if (word.starts_with(kAnyOrigin.name)) return &kAnyOrigin;
  for (const Flag& flag : kFlags) {
    if (TakesRest(flag.takes) && word.starts_with(flag.name)) return &flag;
  }
  return nullptr;
}

Failure Bad(std::string_view text, std::string_view word = {}) {
  return Err(Code::kUsage, std::string(text) + std::string(word));
}

Failure Unknown(std::string_view word) {
  return Bad("exim abandoned: unknown, malformed, or incomplete option ", word);
}

Status CheckLength(const Longest& longest, std::string_view value) {
  if (value.size() <= longest.bytes) return {};
  return Bad("exim: length limit exceeded (" + std::to_string(value.size()) +
                 " > " + std::to_string(longest.bytes) + ") for: ",
             longest.called);
}

Status CheckLength(std::string_view flag, std::string_view value) {
  const auto* found = std::ranges::find(kLongest, flag, &Longest::flag);
  if (found == std::end(kLongest)) return {};
  return CheckLength(*found, value);
}

bool StartsWithDigit(std::string_view text) {
  return !text.empty() && text::IsDigit(text[0]);
}

/// Whether `text` is a time such as 1h30m; Exim counts its seconds in 32 bits.
bool IsPeriod(std::string_view text) {
  constexpr std::string_view kUnits = "smhdw";
  constexpr uint32_t kSeconds[] = {1, 60, 3600, 86400, 604800};
  uint32_t sum = 0;
  if (text.empty()) return false;
  while (!text.empty()) {
    uint32_t number = 0;
    if (!text::IsDigit(text[0])) return false;
    while (StartsWithDigit(text)) {
      number = number * 10 + static_cast<uint32_t>(text[0] - '0');
      text.remove_prefix(1);
    }
    const size_t unit = text.empty() ? kUnits.npos : kUnits.find(text[0]);
    if (unit == kUnits.npos) return false;
    sum += number * kSeconds[unit];
    text.remove_prefix(1);
  }
  return static_cast<int32_t>(sum) >= 0;
}

class Reader {
 public:
  explicit Reader(Words words) : words_(words) {}

  Result<EximOptions> Read() {
    while (at_ < words_.size()) {
      const std::string_view word = words_[at_++];
      if (const std::string_view own = OwnOption(word); !own.empty()) {
        TRY_ASSIGN(std::string_view value, OwnValue(word, own));
        own_.emplace_back(own, value);
      } else if (word == "--") {
        options_end_ = true;
      } else if (options_end_ || word.size() < 2 || word[0] != '-') {
        if (word == "-") return Unknown(word);
        if (out_.Expands()) {
          out_.strings.assign(words_.begin() + static_cast<ptrdiff_t>(at_) - 1,
                              words_.end());
          break;
        }
        if (out_.header_recipients) return Bad(NeedsMta("-t"));
        return Bad("exim: incompatible command-line options or arguments");
      } else {
        TRY(One(word));
      }
    }
    const bool filters = out_.user_file || out_.system_file;
    if (out_.Expands() && filters) {
      return Bad("exim: incompatible command-line options or arguments");
    }
    if (!out_.Expands() && !filters) {
      return Bad("trommel: -bf FILE or -bF FILE is missing");
    }
    if (out_.header_recipients && !out_.Expands()) return Bad(NeedsMta("-t"));
    TRY(Configure());
    return std::move(out_);
  }

 private:
  Status One(std::string_view word) {
    const Flag* flag = Find(word);
    if (flag == nullptr) {
      const bool text = word.starts_with("-bf") && at_ == words_.size();
      return text ? Bad(kNoString, word) : Unknown(word);
    }
    if (flag->effect == kMta) {
      return Bad(NeedsMta(word));
    }
    if (flag->effect == kOrigin) return TakeOrigin(word);
    TRY_ASSIGN(std::string_view value, Value(*flag, word));
    TRY(CheckLength(flag->name, value));
    if (flag->effect == kDebug) return Debug(value);
    if (flag->effect == kMacro) return Macro(word, value);
    TRY(Check(*flag, word, value));
    if (flag->effect == kSender) return Sender(value);
    if (flag->effect == kProtocol) return Protocol(value);
    Apply(*flag, value);
    return {};
  }

  static Status Check(const Flag& flag, std::string_view word,
                      std::string_view value) {
    constexpr size_t kSyslogNameBytes = 32;
    const bool joined = word.size() > flag.name.size();
    if (flag.effect == kPeriod && !IsPeriod(value)) {
      return Bad(kBadTime, std::string(joined ? word : value) + ": abandoned");
    }
    if (flag.effect == kNumber && !StartsWithDigit(value)) {
      if (flag.takes != kMaybeNumber) return Unknown(word);
      if (joined) return Bad("exim: number expected after ", flag.name);
    }
    if (flag.effect != kSyslogName) return {};
    if (value.empty()) return Bad("exim: the -L syslog name is too short");
    if (value.size() <= kSyslogNameBytes) return {};
    return Bad("exim: the -L syslog name is too long: \"",
               std::string(value) + "\"");
  }

  Status Protocol(std::string_view text) {
    if (text.empty()) return {};
    const size_t colon = text.find(':');
    const bool named = colon != std::string_view::npos;
    TRY(CheckLength(named ? kLongestOrigin : kLongestProtocol, text));
    TRY(SetOrigin(Origin::kProtocol, text.substr(0, colon), &out_.origin));
    if (!named) return {};
    return SetOrigin(Origin::kHostName, text.substr(colon + 1), &out_.origin);
  }

  // At once, by rules that no option has changed yet.
  Status Sender(std::string_view text) {
    constexpr stdlib::exim::AddressRules kRules = {.trailing_dot = true,
                                                   .utf8_domains = true,
                                                   .domain_literals = true,
                                                   .null_path = true};
    out_.sender.emplace();
    if (text.empty()) return {};
    auto address = stdlib::exim::ReadAddress(text, kRules);
    if (!address) {
      return Bad("exim: bad -f address \"",
                 std::string(text) + "\": " + address.error().text);
    }
    out_.sender = *std::move(address);
    out_.sender_dot = out_.sender_dot || text::Trim(text).ends_with('.');
    return {};
  }

  Result<std::string_view> Value(const Flag& flag, std::string_view word) {
    const std::string_view rest = word.substr(flag.name.size());
    const bool more = at_ < words_.size();
    switch (flag.takes) {
      case kNothing:
        return std::string_view();
      case kTail:
        return rest;
      case kMaybeNumber:
        if (!rest.empty() || !more || !StartsWithDigit(words_[at_])) {
          return rest;
        }
        return words_[at_++];
      case kMaybe:
        if (!rest.empty()) return rest;
        [[fallthrough]];
      case kMaybeNext:
        return more ? words_[at_++] : rest;
      case kRest:
        if (!rest.empty()) return rest;
        [[fallthrough]];
      case kNext:
        if (more) return words_[at_++];
        if (flag.effect == kPeriod) {
          return Bad(flag.missing, std::string(word) + ": abandoned");
        }
        return Bad(flag.missing, word);
    }
    return rest;
  }

  void Apply(const Flag& flag, std::string_view value) {
    switch (flag.effect) {
      case kText:
        (out_.*flag.text) = value;
        break;
      case kDotStays:
        out_.dot_ends = false;
        break;
      case kBare:
        out_.qualify = false;
        break;
      case kVerbose:
        out_.verbose = true;
        break;
      case kExpand:
        out_.expand = true;
        break;
      case kRecipients:
        out_.header_recipients = true;
        out_.dot_ends = out_.dot_ends && flag.name == "-t";
        break;
      case kDebug:
      case kMacro:
      case kNumber:
      case kPeriod:
      case kSyslogName:
      case kSender:
      case kProtocol:
      case kOrigin:
      case kIgnored:
      case kMta:
        break;
    }
  }

  Status TakeOrigin(std::string_view word) {
    if (at_ == words_.size()) return Bad("exim: data expected after ", word);
    const Origin what = OriginOf(word);
    if (what == Origin::kCount) return Unknown(word);
    const std::string_view value = words_[at_++];
    TRY(CheckLength(word, value));
    return SetOrigin(what, value, &out_.origin);
  }

  // Macros are replaced in strings to expand; filters have none.
  Status Macro(std::string_view word, std::string_view text) {
    if (text.empty() || text::Upper(text[0]) != text[0] ||
        !text::IsAlpha(text[0])) {
      return Bad(
          "exim: macro name set by -D must start with an upper case letter");
    }
    size_t size = 0;
    while (size < text.size() &&
           (text::IsAlnum(text[size]) || text[size] == '_'))
      ++size;
    const std::string_view rest = text::Trim(text.substr(size));
    if (!rest.empty() && rest[0] != '=') return Unknown(word);
    const std::string name(text.substr(0, size));
    for (const auto& macro : out_.macros) {
      if (macro.first == name) {
        return Bad("exim: duplicated -D in command line");
      }
    }
    out_.macros.emplace_back(name,
                             rest.empty() ? rest : text::Trim(rest.substr(1)));
    return {};
  }

  // The selectors of -d are only checked: of all that Exim tells, the trace of
  // conditions is there.
  Status Debug(std::string_view text) {
    if (text.starts_with('d')) text.remove_prefix(1);
    out_.verbose = true;
    if (text.starts_with("t=")) return {};
    if (text.starts_with('=')) {
      const std::string number(text.substr(1));
      char* end = nullptr;
      (void)std::strtoul(number.c_str(), &end, 0);
      if (*end == '\0') return {};
      return Bad("exim: malformed numeric debug_selector setting: ", text);
    }
    while (!text.empty()) {
      if (text::IsSpace(text[0])) {
        text.remove_prefix(1);
        continue;
      }
      const bool off = text[0] == '-';
      if (!off && text[0] != '+') {
        return Bad(
            "exim: malformed debug_selector setting: + or - expected but found "
            "\"",
            std::string(text) + "\"");
      }
      size_t end = 1;
      while (end < text.size() &&
             (text::IsAlnum(text[end]) || text[end] == '_')) {
        ++end;
      }
      const std::string_view name = text.substr(1, end - 1);
      if (std::ranges::find(kSelectors, name) == std::end(kSelectors)) {
        return Bad("exim: unknown debug_selector setting: ",
                   text.substr(0, end));
      }
      if (off && name == "all") out_.verbose = false;
      if (text[0] == '+') out_.verbose = true;
      text.remove_prefix(end);
    }
    return {};
  }

  /// The value of `--set X` or `--set=X`.
  Result<std::string_view> OwnValue(std::string_view word,
                                    std::string_view name) {
    if (word != name) return word.substr(name.size() + 1);
    if (at_ < words_.size()) return words_[at_++];
    return Bad("trommel: a value is missing after ", name);
  }

  std::optional<std::string_view> Own(std::string_view name) const {
    std::optional<std::string_view> out;
    for (const auto& [own, value] : own_) {
      if (own == name) out = value;
    }
    return out;
  }

  Status ReadConfiguration(Config* config) {
    TRY(ReadConfigFile(Own(kConfig), HomeFolder(), config));
    for (const auto& [own, value] : own_) {
      if (own == kSet) TRY(ApplySetting(value, config));
    }
    if (const auto profile = Own(kProfile)) config->settings.profile = *profile;
    TRY(ApplyProfile("test", config));
    if (const auto path = Own(kSpoolHeader)) {
      TRY(ReadSpoolHeader(std::string(*path), &out_.facts));
      UseSpoolEnvelope();
    }
    for (const auto& [own, value] : own_) {
      if (own == kVar) TRY(HandOver(value, &out_.facts));
    }
    return {};
  }

  /// What the command line left out of sender and recipient.
  void UseSpoolEnvelope() {
    const HandedOver& facts = out_.facts;
    auto split = [](const std::string& address) {
      const size_t at = std::min(address.rfind('@'), address.size());
      BareAddress out;
      out.local_part = address.substr(0, at);
      out.domain = address.substr(std::min(at + 1, address.size()));
      return out;
    };
    if (facts.sender && !out_.sender) out_.sender = split(*facts.sender);
    if (facts.recipients.size() != 1) return;
    const BareAddress to = split(facts.recipients[0]);
    if (!out_.local_part) out_.local_part = to.local_part;
    if (!out_.domain) out_.domain = to.domain;
  }

  Status Configure() {
    Config config;
    const Status done = ReadConfiguration(&config);
    if (!done) return Err(done.error().code, "trommel: " + done.error().text);
    out_.settings = std::move(config.settings);
    return {};
  }

  Words words_;
  size_t at_ = 0;
  std::vector<std::pair<std::string_view, std::string_view>> own_;
  bool options_end_ = false;  // after --
  EximOptions out_;
};

}  // namespace

std::string NeedsMta(std::string_view word) {
  return "trommel: " + std::string(word) +
         " needs a mail transport agent; only filters are tested here";
}

Result<EximOptions> ReadEximOptions(Words words) {
  return Reader(words).Read();
}

}  // namespace trommel
