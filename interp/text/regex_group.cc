// SPDX-License-Identifier: MIT
// Whatever starts with a bracket, pcre2pattern(3) from "GROUPS" on.
#include <algorithm>
#include <string>

#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr unsigned kDeepest = 250;  // PCRE2's own limit
constexpr uint32_t kGroupMost = 65535;
constexpr size_t kNameMost = 32;
constexpr size_t kNpos = std::string_view::npos;
constexpr const char* kNoGroup = "reference to non-existent subpattern";
constexpr const char* kNoClose = "missing closing parenthesis";
constexpr const char* kBadVerb = "(*VERB) not recognized or malformed";

bool IsNameByte(char c) { return IsAlnum(c) || c == '_'; }

/// What `(*name:` starts.
struct AlphaName {
  std::string_view name;
  NodeKind kind;
  uint32_t bits;
  bool script_run = false;
};

constexpr AlphaName kAlphaNames[] = {
    {"pla", NodeKind::kLook, 0},
    {"positive_lookahead", NodeKind::kLook, 0},
    {"nla", NodeKind::kLook, kLookNegative},
    {"negative_lookahead", NodeKind::kLook, kLookNegative},
    {"plb", NodeKind::kLook, kLookBehind},
    {"positive_lookbehind", NodeKind::kLook, kLookBehind},
    {"nlb", NodeKind::kLook, kLookBehind | kLookNegative},
    {"negative_lookbehind", NodeKind::kLook, kLookBehind | kLookNegative},
    {"napla", NodeKind::kLook, kLookLoose},
    {"non_atomic_positive_lookahead", NodeKind::kLook, kLookLoose},
    {"naplb", NodeKind::kLook, kLookLoose | kLookBehind},
    {"non_atomic_positive_lookbehind", NodeKind::kLook,
     kLookLoose | kLookBehind},
    {"atomic", NodeKind::kAtomic, 0},
    {"sr", NodeKind::kEmpty, 0, true},
    {"script_run", NodeKind::kEmpty, 0, true},
    {"asr", NodeKind::kAtomic, 0, true},
    {"atomic_script_run", NodeKind::kAtomic, 0, true},
};

/// Nothing when no such name stands between the `(*` at `start` and a colon.
const AlphaName* AlphaNameAt(std::string_view pattern, size_t start) {
  for (const AlphaName& row : kAlphaNames) {
    std::string_view rest = pattern.substr(start + 2);
    if (rest.starts_with(row.name) && rest.substr(row.name.size(), 1) == ":"sv)
      return &row;
  }
  return nullptr;
}

}  // namespace

/// What stands between the brackets, and the closing one. Settings made inside
/// end with it.
bool RegexReader::Body(uint32_t* out, bool reset, uint32_t* branches) {
  if (++depth_ > kDeepest)
    return Fail("parentheses are too deeply nested", at_);
  uint16_t flags = flags_;
  if (!Choice(out, reset, branches)) return false;
  flags_ = flags;
  --depth_;
  return Take(')') || Fail(kNoClose, pattern_.size());
}

bool RegexReader::Simple(Pending* item, NodeKind kind, size_t skip,
                         uint32_t a) {
  size_t start = at_;
  auto lowest = static_cast<uint32_t>(tree_.nodes.size());
  at_ += skip;
  uint32_t body = kNoNode;
  if (kind == NodeKind::kLook) ++looks_;
  if (!Body(&body)) return false;
  if (kind == NodeKind::kLook) --looks_;
  item->node = kind == NodeKind::kEmpty ? body : Wrap(kind, body, a);
  bool nested = tree_.nodes[item->node].kind == NodeKind::kChoice;
  if (nested) tree_.nodes[item->node].a = 1;
  if (tree_.nodes[item->node].kind == NodeKind::kSet)
    tree_.nodes[item->node].b = 0;  // not `.` alone any more
  item->repeatable = true;
  if (kind == NodeKind::kLook)
    tree_.nodes[item->node].b = static_cast<uint32_t>(start);
  else if (kind == NodeKind::kCapture)
    tree_.nodes[item->node].b = lowest;
  if (kind != NodeKind::kEmpty && kind != NodeKind::kCapture)
    tree_.regular = false;
  return true;
}

bool RegexReader::LookGroup(Pending* item, uint32_t bits, size_t skip) {
  return Simple(item, NodeKind::kLook, skip, bits);
}

bool RegexReader::Capture(Pending* item) {
  uint32_t group = ++groups_;
  if (group > kGroupMost)
    return Fail("too many capturing groups (maximum 65535)", at_);
  return Simple(item, NodeKind::kCapture, 0, group);
}

bool RegexReader::Group(Pending* item) {
  if (Has('?', 1)) return Special(item);
  bool verb = Has('*', 1) && at_ + 2 < pattern_.size() && !Has(')', 2);
  if (verb) return Verb(item);
  if (Is(kNoCapture)) return Simple(item, NodeKind::kEmpty, 1);
  ++at_;
  return Capture(item);
}

bool RegexReader::Special(Pending* item) {
  if (at_ + 2 >= pattern_.size()) return Fail(kNoClose, pattern_.size());
  char next = at_ + 3 < pattern_.size() ? pattern_[at_ + 3] : '\0';
  switch (pattern_[at_ + 2]) {
    case ':':
      return Simple(item, NodeKind::kEmpty, 3);
    case '|':
      at_ += 3;
      item->repeatable = true;
      branches_reset_ = true;
      return Body(&item->node, true);
    case '>':
      return Simple(item, NodeKind::kAtomic, 3);
    case '=':
      return LookGroup(item, 0, 3);
    case '!':
      return LookGroup(item, kLookNegative, 3);
    case '*':
      return LookGroup(item, kLookLoose, 3);
    case '<':
      if (next == '=') return LookGroup(item, kLookBehind, 4);
      if (next == '!') return LookGroup(item, kLookBehind | kLookNegative, 4);
      if (next == '*') return LookGroup(item, kLookBehind | kLookLoose, 4);
      at_ += 3;
      return NamedGroup(item, '>');
    case '\'':
      at_ += 3;
      return NamedGroup(item, '\'');
    case 'P':
      return SpecialP(item);
    case 'C':
      return Callout(item);
    case '(':
      return Condition(item);
    case '&':
      at_ += 3;
      return NamedCall(item, ')');
    case 'R':
      if (next != ')') {
        return Fail(
            "(?R (recursive pattern call) must be followed by a closing "
            "parenthesis",
            at_ + 3);
      }
      at_ += 4;
      AddCall(item, 0, at_);
      return true;
    case '+':
      if (!IsDigit(next))
        return Fail("digit expected after (?+ or (?-", at_ + 2);
      return Call(item);
    case '-':
      return IsDigit(next) ? Call(item) : Options(item);
    default:
      return IsDigit(pattern_[at_ + 2]) ? Call(item) : Options(item);
  }
}

bool RegexReader::SpecialP(Pending* item) {
  at_ += 3;
  if (AtEnd()) return Fail(kNoClose, pattern_.size());
  if (Take('<')) return NamedGroup(item, '>');
  if (Take('=')) return NamedBackref(item, ')');
  if (Take('>')) return NamedCall(item, ')');
  return Fail("unrecognized character after (?P", at_);
}

/// A name up to `close`, which is passed over.
bool RegexReader::Name(char close, std::string_view* name, size_t* offset) {
  *offset = at_;
  if (AtEnd() || !IsNameByte(pattern_[at_]))
    return Fail("subpattern name expected", at_);
  if (HasDigit())
    return Fail("subpattern name must start with a non-digit", at_);
  while (!AtEnd() && IsNameByte(pattern_[at_])) ++at_;
  *name = pattern_.substr(*offset, at_ - *offset);
  if (name->size() > kNameMost) {
    return Fail("subpattern name is too long (maximum 32 code units)", at_);
  }
  if (Take(close)) return true;
  return Fail("syntax error in subpattern name (missing terminator?)", at_);
}

bool RegexReader::NamedGroup(Pending* item, char close) {
  std::string_view name;
  size_t offset = 0;
  if (!Name(close, &name, &offset)) return false;
  uint32_t group = groups_ + 1;
  bool known = false;
  for (const RegexTree::Name& other : tree_.names) {
    bool same_name = other.text == name;
    if (same_name && other.group != group && !Is(kDupNames)) {
      return Fail(
          "two named subpatterns have the same name (PCRE2_DUPNAMES not set)",
          at_);
    }
    if (!same_name && other.group == group) {
      return Fail(
          "different names for subpatterns of the same number are not allowed",
          at_);
    }
    known = known || (same_name && other.group == group);
  }
  if (!known) tree_.names.push_back({name, group});
  return Capture(item);
}

bool RegexReader::OptionLetters(uint16_t* flags) {
  static constexpr std::string_view kLetters = "ismnxJU";
  static constexpr uint16_t kBits[] = {kCaseless,  kDotAll,   kMultiline,
                                       kNoCapture, kExtended, kDupNames,
                                       kUngreedy};
  bool reset = Take('^');
  if (reset) {
    *flags &= static_cast<uint16_t>(~(kCaseless | kDotAll | kMultiline |
                                      kNoCapture | kExtended | kExtendedMore));
  }
  bool on = true;
  for (; !AtEnd() && !Has(')') && !Has(':'); ++at_) {
    if (Has('-')) {
      if (reset || !on) return Fail("invalid hyphen in option setting", at_);
      on = false;
      continue;
    }
    size_t index = kLetters.find(pattern_[at_]);
    if (index == kNpos)
      return Fail("unrecognized character after (? or (?-", at_);
    uint16_t bits = kBits[index];
    if (bits == kExtended) {
      *flags &= static_cast<uint16_t>(~kExtendedMore);
      if (!on || Has('x', 1)) bits |= kExtendedMore;
      if (Has('x', 1)) ++at_;
    }
    *flags = static_cast<uint16_t>(on ? *flags | bits : *flags & ~bits);
  }
  return !AtEnd() || Fail(kNoClose, pattern_.size());
}

bool RegexReader::Options(Pending* item) {
  at_ += 2;
  uint16_t flags = flags_;
  if (!OptionLetters(&flags)) return false;
  if (Take(')')) {
    flags_ = flags;
    *item = {Add(NodeKind::kEmpty), false};
    return true;
  }
  uint16_t outer = flags_;
  flags_ = flags;
  if (!Simple(item, NodeKind::kEmpty, 1)) return false;
  flags_ = outer;
  return true;
}

/// Nobody listens to callouts: they mean nothing.
bool RegexReader::Callout(Pending* item) {
  at_ += 3;
  *item = {Add(NodeKind::kEmpty), false};
  uint32_t number = 0;
  if (AtEnd()) return Fail(kNoClose, at_);
  if (HasDigit()) {
    for (; HasDigit(); ++at_) {
      number = number * 10 + static_cast<uint32_t>(pattern_[at_] - '0');
      if (number > 255)
        return Fail("number after (?C is greater than 255", at_ + 1);
    }
  } else if (!Has(')') && !CalloutText()) {
    return false;
  }
  return Take(')') || Fail("closing parenthesis for (?C expected", at_);
}

bool RegexReader::CalloutText() {
  static constexpr std::string_view kOpen = "`'\"^%#${";
  if (kOpen.find(pattern_[at_]) == kNpos)
    return Fail("unrecognized string delimiter follows (?C", at_);
  size_t start = at_;
  char close = Has('{') ? '}' : pattern_[at_];
  for (++at_; !AtEnd(); ++at_) {
    if (!Has(close)) continue;
    if (!Has(close, 1)) {
      ++at_;
      return true;
    }
    ++at_;
  }
  return Fail("missing terminating delimiter for callout with string argument",
              start);
}

bool RegexReader::Number(uint32_t* number) {
  for (*number = 0; HasDigit(); ++at_) {
    *number = *number * 10 + static_cast<uint32_t>(pattern_[at_] - '0');
    if (*number > kGroupMost)
      return Fail("subpattern number is too big", at_ + 1);
  }
  return true;
}

/// A group by its number or, with a sign, counted from here. `blame` is where
/// the error lies when there is no such group to the left, kNpos for behind
/// the number.
bool RegexReader::GroupNumber(uint32_t* number, size_t blame) {
  bool back = Take('-');
  bool ahead = !back && Take('+');
  if (!Number(number)) return false;
  if (!back && !ahead) return true;
  if (*number == 0) return Fail("a relative value of zero is not allowed", at_);
  if (back && *number > groups_)
    return Fail(kNoGroup, blame == kNpos ? at_ : blame);
  *number = back ? groups_ + 1 - *number : groups_ + *number;
  return true;
}

bool RegexReader::Call(Pending* item) {
  at_ += 2;
  uint32_t number = 0;
  if (!GroupNumber(&number, kNpos)) return false;
  if (!Has(')')) return Fail(kNoClose, at_);
  AddCall(item, number, at_);
  ++at_;
  return true;
}

void RegexReader::AddCall(Pending* item, uint32_t group, size_t offset,
                          std::string_view name) {
  *item = {Add(NodeKind::kCall, group), true};
  tree_.regular = false;
  calls_ = true;
  references_.push_back({item->node, offset, name});
}

void RegexReader::AddBackref(Pending* item, uint32_t group, size_t offset,
                             std::string_view name) {
  *item = {Add(NodeKind::kBackref, group), true};
  tree_.regular = false;
  references_.push_back({item->node, offset, name});
}

bool RegexReader::NamedCall(Pending* item, char close) {
  std::string_view name;
  size_t offset = 0;
  if (!Name(close, &name, &offset)) return false;
  AddCall(item, 0, offset, name);
  return true;
}

bool RegexReader::NamedBackref(Pending* item, char close) {
  std::string_view name;
  size_t offset = 0;
  if (!Name(close, &name, &offset)) return false;
  AddBackref(item, 0, offset, name);
  return true;
}

bool RegexReader::Condition(Pending* item) {
  size_t start = at_;
  at_ += 3;
  tree_.regular = false;
  uint32_t node = Add(NodeKind::kCondition);
  Pending look;
  if (!ConditionTest(node, &look)) return false;
  uint32_t branches = 0;
  uint32_t body = kNoNode;
  if (!Body(&body, false, &branches)) return false;
  bool define = pattern_.substr(start).starts_with("(?(DEFINE)"sv);
  if (branches_reason_ == nullptr &&
      (branches > 2 || (define && branches > 1))) {
    branches_reason_ =
        branches > 2 ? "conditional subpattern contains more than two branches"
                     : "DEFINE subpattern contains more than one branch";
    branches_offset_ = branches > 2 ? start : start + 3;
  }
  if (look.node != kNoNode) tree_.nodes[look.node].next = body;
  tree_.nodes[node].first = look.node != kNoNode ? look.node : body;
  *item = {node, true};
  return true;
}

bool RegexReader::ConditionTest(uint32_t node, Pending* look) {
  if (AtEnd()) return Fail(kNoClose, at_);
  auto kind = [&](RegexCondition condition) {
    tree_.nodes[node].a = static_cast<uint32_t>(condition);
  };
  if (Has('?') || Has('*')) return ConditionLook(node, look);
  if (HasDigit() || Has('+') || Has('-')) return ConditionNumber(node);
  if (TakeText("VERSION"sv)) return ConditionVersion(node);
  if (TakeText("R)"sv)) {
    kind(RegexCondition::kCalled);
    tree_.nodes[node].b = kNoLimit;
    return true;
  }
  if (TakeText("DEFINE)"sv)) {
    kind(RegexCondition::kNever);
    tree_.nodes[node].b = kDefineOnly;
    return true;
  }
  if (TakeText("R&"sv)) {
    kind(RegexCondition::kCalled);
    return ConditionName(node, ')');
  }
  size_t digits_end = at_ + 1;
  while (Has('R') && digits_end < pattern_.size() &&
         IsDigit(pattern_[digits_end])) {
    ++digits_end;
  }
  if (digits_end > at_ + 1 && pattern_.substr(digits_end, 1) == ")"sv) {
    const size_t name = at_++;
    kind(RegexCondition::kCalled);
    if (!ConditionNumber(node)) return false;
    references_.back().offset = name;
    return true;
  }
  kind(RegexCondition::kGroup);
  if (Take('<'))
    return ConditionName(node, '>') &&
           (Take(')') ||
            Fail("missing closing parenthesis for condition", at_));
  if (Take('\''))
    return ConditionName(node, '\'') &&
           (Take(')') ||
            Fail("missing closing parenthesis for condition", at_));
  return ConditionName(node, ')');
}

/// Comments and one callout may come before the assertion.
bool RegexReader::ConditionLook(uint32_t node, Pending* look) {
  constexpr const char* kExpected = "assertion expected after (?( or (?(?C)";
  --at_;
  for (bool callout = false;;) {
    if (pattern_.substr(at_).starts_with("(?#"sv)) {
      if (!SkipNothing()) return false;
    } else if (!callout && pattern_.substr(at_).starts_with("(?C"sv)) {
      callout = true;
      if (!Callout(look)) return false;
    } else {
      break;
    }
  }
  std::string_view rest = pattern_.substr(at_);
  bool look_around = rest.starts_with("(?="sv) || rest.starts_with("(?!"sv) ||
                     rest.starts_with("(?<="sv) || rest.starts_with("(?<!"sv);
  bool named = rest.starts_with("(*"sv) && rest.size() > 2 && rest[2] >= 'a' &&
               rest[2] <= 'z';
  if (!look_around && !named) return Fail(kExpected, at_);
  if (const AlphaName* row = named ? AlphaNameAt(pattern_, at_) : nullptr) {
    size_t colon = at_ + 2 + row->name.size();
    if (row->kind != NodeKind::kLook || row->script_run)
      return Fail(kExpected, colon);
    if ((row->bits & kLookLoose) != 0)
      return Fail("atomic assertion expected after (?( or (?(?C)", colon);
  }
  tree_.nodes[node].a = static_cast<uint32_t>(RegexCondition::kLook);
  return Group(look);
}

bool RegexReader::ConditionName(uint32_t node, char close) {
  std::string_view name;
  size_t offset = 0;
  if (!Name(close, &name, &offset)) return false;
  references_.push_back({node, offset, name});
  return true;
}

bool RegexReader::ConditionNumber(uint32_t node) {
  uint32_t number = 0;
  if (!GroupNumber(&number, kNpos)) return false;
  if (number == 0) return Fail(kNoGroup, at_);
  const size_t end = at_;
  if (!Take(')')) return Fail("missing closing parenthesis for condition", at_);
  tree_.nodes[node].b = number;
  references_.push_back({node, end - 2, {}});
  return true;
}

/// (?(VERSION>=10.4)...) asks for PCRE2's version; ours is that of Debian 12.
bool RegexReader::ConditionVersion(uint32_t node) {
  constexpr uint32_t kMajor = 10;
  constexpr uint32_t kMinor = 42;
  constexpr const char* kMalformed =
      "syntax error or number too big in (?(VERSION condition";
  bool more = Take('>');
  if (!Take('=')) return Fail(kMalformed, at_);
  uint32_t major = 0;
  uint32_t minor = 0;
  if (!HasDigit() || !Number(&major) || major > 1000)
    return Fail(kMalformed, at_);
  if (Take('.')) {
    if (!HasDigit()) return Fail(kMalformed, at_);
    for (uint32_t place = 10; place > 0 && HasDigit(); place /= 10)
      minor += place * static_cast<uint32_t>(pattern_[at_++] - '0');
  }
  if (!Take(')')) return Fail(kMalformed, at_);
  bool equal = major == kMajor && minor == kMinor;
  bool newer = kMajor > major || (kMajor == major && kMinor > minor);
  bool holds = equal || (more && newer);
  tree_.nodes[node].a = static_cast<uint32_t>(holds ? RegexCondition::kAlways
                                                    : RegexCondition::kNever);
  return true;
}

/// (*VERB), (*VERB:argument) and (*name:...).
bool RegexReader::Verb(Pending* item) {
  size_t start = at_;
  at_ += 2;
  size_t name_at = at_;
  while (!AtEnd() && (IsAlnum(pattern_[at_]) || Has('_'))) ++at_;
  std::string_view name = pattern_.substr(name_at, at_ - name_at);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    at_ = start;
    return AlphaGroup(item);
  }
  size_t end = Has(':') ? pattern_.find(')', at_) : at_;
  if (end >= pattern_.size()) return Fail(kBadVerb, pattern_.size());
  bool argument = Has(':') && end > at_ + 1;
  if (pattern_[end] != ')') return Fail(kBadVerb, at_);
  *item = {kNoNode, false};
  if (name.empty() || name == "MARK"sv) {
    if (!argument) return Fail("(*MARK) must have an argument", end);
    item->node = Add(NodeKind::kEmpty);
  } else if (name == "F"sv || name == "FAIL"sv) {
    item->node = Add(NodeKind::kFail);
  } else if (name == "ACCEPT"sv) {
    *item = {Add(NodeKind::kAccept), true};
    tree_.regular = false;
  } else if (name == "COMMIT"sv || name == "PRUNE"sv || name == "SKIP"sv ||
             name == "THEN"sv) {
    Unsupported("(*" + std::string(name) + ")", start);
    item->node = Add(NodeKind::kEmpty);
  } else {
    return Fail(kBadVerb, at_);
  }
  at_ = end + 1;
  return true;
}

bool RegexReader::AlphaGroup(Pending* item) {
  const AlphaName* row = AlphaNameAt(pattern_, at_);
  if (row == nullptr) {
    size_t end = at_ + 2;
    while (end < pattern_.size() && IsNameByte(pattern_[end])) ++end;
    return Fail("(*alpha_assertion) not recognized", end);
  }
  if (row->script_run) Unsupported("(*" + std::string(row->name) + ":", at_);
  size_t skip = row->name.size() + 3;
  if (row->kind != NodeKind::kLook) return Simple(item, row->kind, skip);
  size_t name_end = at_ + row->name.size() - 1;  // as PCRE2 tells it
  if (!LookGroup(item, row->bits, skip)) return false;
  tree_.nodes[item->node].b = static_cast<uint32_t>(name_end);
  return true;
}

}  // namespace trommel::text
