// SPDX-License-Identifier: MIT
// Sequences, repeats and what is checked when the whole pattern is read.
#include "interp/text/regex_parser.h"

#include <algorithm>
#include <string>

#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr uint32_t kMostRepeats = 65535;

/// What (?x) passes over; NEL too, even in byte mode.
bool IsPatternSpace(char c) { return IsSpace(c) || c == '\x85'; }

}  // namespace

RegexReader::RegexReader(std::string_view pattern, bool caseless, bool dot_all)
    : pattern_(pattern),
      flags_(static_cast<uint16_t>((caseless ? kCaseless : 0) |
                                   (dot_all ? kDotAll : 0))) {
  tree_.nodes.reserve(pattern.size() + 4);
}

bool RegexReader::Fail(const char* reason, size_t offset) {
  reason_ = reason;
  offset_ = offset;
  return false;
}

bool RegexReader::Unsupported(std::string_view what, size_t offset) {
  unsupported_ = std::string(what) + " is not supported";
  return Fail(unsupported_.c_str(), offset);
}

uint32_t RegexReader::Add(NodeKind kind, uint32_t a, uint32_t b) {
  RegexNode& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.a = a;
  node.b = b;
  node.caseless = Is(kCaseless);
  return static_cast<uint32_t>(tree_.nodes.size() - 1);
}

uint32_t RegexReader::AddSet(const ByteSet& set) {
  auto found = std::find(tree_.sets.begin(), tree_.sets.end(), set);
  auto index = static_cast<uint32_t>(found - tree_.sets.begin());
  if (found == tree_.sets.end()) tree_.sets.push_back(set);
  return Add(NodeKind::kSet, index);
}

uint32_t RegexReader::AddByte(uint8_t byte) {
  uint32_t node = Add(NodeKind::kByte, byte);
  bool fold = Is(kCaseless) && IsAlpha(static_cast<char>(byte));
  tree_.nodes[node].caseless = fold;
  return node;
}

uint32_t RegexReader::AddAssert(RegexAssert assert) {
  return Add(NodeKind::kAssert, static_cast<uint32_t>(assert));
}

uint32_t RegexReader::Wrap(NodeKind kind, uint32_t child, uint32_t a) {
  uint32_t node = Add(kind, a);
  tree_.nodes[node].first = child;
  return node;
}

void RegexReader::Append(Chain* chain, uint32_t node) {
  if (chain->last == kNoNode)
    chain->first = node;
  else
    tree_.nodes[chain->last].next = node;
  chain->last = node;
  ++chain->count;
}

uint32_t RegexReader::Close(NodeKind kind, const Chain& chain) {
  if (chain.count == 0) return Add(NodeKind::kEmpty);
  if (chain.count == 1) return chain.first;
  return Wrap(kind, chain.first);
}

/// Settings such as (*UTF), which only the start of a pattern may hold.
bool RegexReader::StartOptions() {
  static constexpr std::string_view kRefused[] = {
      "UTF8)",        "UTF)",         "UCP)",      "CRLF)",
      "CR)",          "ANY)",         "ANYCRLF)",  "NUL)",
      "BSR_UNICODE)", "BSR_ANYCRLF)", "NOTEMPTY)", "NOTEMPTY_ATSTART)"};
  static constexpr std::string_view kIgnored[] = {
      "LF)", "NO_JIT)", "NO_START_OPT)", "NO_AUTO_POSSESS)",
      "NO_DOTSTAR_ANCHOR)"};
  static constexpr std::string_view kLimits[] = {
      "LIMIT_MATCH=", "LIMIT_DEPTH=", "LIMIT_RECURSION=", "LIMIT_HEAP="};
  for (bool found = true; found && pattern_.substr(at_).starts_with("(*"sv);) {
    size_t start = at_;
    at_ += 2;
    found = false;
    for (std::string_view name : kRefused) {
      if (TakeText(name)) return Unsupported("(*" + std::string(name), start);
    }
    for (std::string_view name : kIgnored) found = found || TakeText(name);
    for (std::string_view name : kLimits) {
      if (found || !TakeText(name)) continue;
      size_t digits = at_;
      while (HasDigit()) ++at_;
      if (at_ == digits || !Take(')'))
        return Fail("(*VERB) not recognized or malformed", at_);
      found = true;
    }
    if (!found) at_ = start;
  }
  return true;
}

Result<RegexTree> RegexReader::Read() {
  bool good = StartOptions() && Choice(&tree_.root);
  if (good && !AtEnd()) good = Fail("unmatched closing parenthesis", at_);
  if (!good || !Finish()) {
    return Err(Code::kRun,
               std::string(reason_) + " at offset " + std::to_string(offset_));
  }
  return std::move(tree_);
}

bool RegexReader::Choice(uint32_t* out, bool reset, uint32_t* branches) {
  uint32_t start = groups_;
  uint32_t most = groups_;
  Chain chain;
  do {
    if (reset) groups_ = start;
    uint32_t branch = kNoNode;
    if (!Sequence(&branch)) return false;
    Append(&chain, branch);
    most = std::max(most, groups_);
  } while (Take('|'));
  groups_ = most;
  tree_.groups = std::max(tree_.groups, groups_);
  if (branches != nullptr) {
    *branches = chain.count;
    *out = chain.first;
  } else {
    *out = Close(NodeKind::kChoice, chain);
  }
  return true;
}

bool RegexReader::Sequence(uint32_t* out) {
  Chain chain;
  Pending pending;
  while (!AtEnd() && (quoting_ || (!Has('|') && !Has(')')))) {
    if (!Item(&chain, &pending)) return false;
  }
  if (pending.node != kNoNode) Append(&chain, pending.node);
  *out = Close(NodeKind::kSequence, chain);
  return true;
}

bool RegexReader::Item(Chain* chain, Pending* pending) {
  if (TakeText("\\E"sv)) {
    quoting_ = false;
    return true;
  }
  if (!quoting_ && TakeText("\\Q"sv)) {
    quoting_ = true;
    return true;
  }
  if (!quoting_ && Is(kExtended) && SkipExtended()) return true;
  uint32_t low = 0;
  uint32_t high = 0;
  size_t length = 0;
  if (!quoting_ && RepeatAt(&low, &high, &length))
    return Repeat(pending, low, high, length);
  if (reason_ != nullptr) return false;
  if (!quoting_ && Has('[') && WordBracket(chain, pending)) return true;
  Pending item;
  if (quoting_) {
    item = {AddByte(static_cast<uint8_t>(pattern_[at_++])), true};
  } else if (TakeText("(?#"sv)) {
    at_ = pattern_.find(')', at_);
    if (at_ == std::string_view::npos)
      return Fail("missing ) after (?# comment", pattern_.size());
    ++at_;
    return true;
  } else if (!Atom(&item)) {
    return false;
  }
  if (pending->node != kNoNode) Append(chain, pending->node);
  *pending = item;
  return true;
}

bool RegexReader::SkipExtended() {
  if (IsPatternSpace(pattern_[at_])) {
    ++at_;
    return true;
  }
  if (!Has('#')) return false;
  at_ = std::min(pattern_.find('\n', at_), pattern_.size());
  return true;
}

bool RegexReader::Atom(Pending* item) {
  item->repeatable = true;
  switch (pattern_[at_]) {
    case '(':
      return Group(item);
    case '[':
      return Class(item);
    case '\\':
      return Escape(item);
    case '.':
      Dot(item);
      break;
    case '^':
      *item = {AddAssert(Is(kMultiline) ? RegexAssert::kLineStart
                                        : RegexAssert::kTextStart),
               false};
      break;
    case '$':
      *item = {AddAssert(Is(kMultiline) ? RegexAssert::kLineEnd
                                        : RegexAssert::kTextLastLine),
               false};
      break;
    default:
      item->node = AddByte(static_cast<uint8_t>(pattern_[at_]));
  }
  ++at_;
  return true;
}

void RegexReader::Dot(Pending* item) {
  ByteSet set;
  if (!Is(kDotAll)) set.Add('\n');
  set.Invert();
  item->node = AddSet(set);
}

/// Whether a repeat starts here. Sets `reason_` when it is a wrong one.
bool RegexReader::RepeatAt(uint32_t* low, uint32_t* high, size_t* length) {
  char c = pattern_[at_];
  *length = 1;
  *low = c == '+' ? 1 : 0;
  *high = c == '?' ? 1 : kNoLimit;
  if (c == '*' || c == '+' || c == '?') return true;
  if (c != '{' || !HasDigit(1)) return false;
  size_t end = at_ + 1;
  while (end < pattern_.size() && IsDigit(pattern_[end])) ++end;
  bool comma = end < pattern_.size() && pattern_[end] == ',';
  if (comma) ++end;
  while (comma && end < pattern_.size() && IsDigit(pattern_[end])) ++end;
  if (end >= pattern_.size() || pattern_[end] != '}') return false;
  size_t at = at_ + 1;
  auto number = [&](uint32_t* value) {
    for (*value = 0; IsDigit(pattern_[at]); ++at) {
      *value = *value * 10 + static_cast<uint32_t>(pattern_[at] - '0');
      if (*value > kMostRepeats)
        return Fail("number too big in {} quantifier", at + 1);
    }
    return true;
  };
  if (!number(low)) return false;
  *high = *low;
  if (pattern_[at] == ',' && pattern_[++at] == '}')
    *high = kNoLimit;
  else if (comma && !number(high))
    return false;
  if (*high < *low) return Fail("numbers out of order in {} quantifier", at);
  *length = end + 1 - at_;
  return true;
}

bool RegexReader::Repeat(Pending* pending, uint32_t low, uint32_t high,
                         size_t length) {
  at_ += length;
  if (!pending->repeatable)
    return Fail("quantifier does not follow a repeatable item", at_ - 1);
  while (Is(kExtended) && !AtEnd() && SkipExtended()) {
  }
  RepeatMode mode = Is(kUngreedy) ? RepeatMode::kLazy : RepeatMode::kGreedy;
  if (Take('?'))
    mode = Is(kUngreedy) ? RepeatMode::kGreedy : RepeatMode::kLazy;
  else if (Take('+'))
    mode = RepeatMode::kPossessive;
  if (mode == RepeatMode::kPossessive) tree_.regular = false;
  uint32_t node = Wrap(NodeKind::kRepeat, pending->node, low);
  tree_.nodes[node].b = high;
  tree_.nodes[node].mode = mode;
  *pending = {node, false};
  return true;
}

bool RegexReader::Finish() {
  if (!CheckLooks()) return false;
  return std::all_of(references_.begin(), references_.end(),
                     [this](const Reference& r) { return Resolve(r); });
}

bool RegexReader::Resolve(const Reference& reference) {
  if (!reference.name.empty()) return ResolveName(reference);
  const RegexNode& node = tree_.nodes[reference.node];
  uint32_t group = node.kind == NodeKind::kCondition ? node.b : node.a;
  if (group <= tree_.groups) return true;
  return Fail("reference to non-existent subpattern", reference.offset);
}

/// Puts the number of the named group into the node. Of several groups with
/// one name, a back reference takes the first that is set.
bool RegexReader::ResolveName(const Reference& reference) {
  uint32_t at = reference.node;
  bool found = false;
  for (const RegexTree::Name& name : tree_.names) {
    if (name.text != reference.name) continue;
    RegexNode copy = tree_.nodes[at];
    if (found && copy.kind != NodeKind::kBackref) return true;
    if (found) {
      uint32_t yes = Add(NodeKind::kBackref, copy.a);
      tree_.nodes[yes].caseless = copy.caseless;
      uint32_t no = Add(NodeKind::kBackref, name.group);
      tree_.nodes[no].caseless = copy.caseless;
      tree_.nodes[yes].next = no;
      RegexNode& node = tree_.nodes[at];
      node.kind = NodeKind::kCondition;
      node.a = static_cast<uint32_t>(RegexCondition::kGroup);
      node.b = copy.a;
      node.first = yes;
      at = no;
    } else if (copy.kind == NodeKind::kCondition) {
      tree_.nodes[at].b = name.group;
    } else {
      tree_.nodes[at].a = name.group;
    }
    found = true;
  }
  if (found) return true;
  return Fail("reference to non-existent subpattern", reference.offset);
}

bool RegexReader::HoldsKeep(uint32_t node) const {
  for (; node != kNoNode; node = tree_.nodes[node].next) {
    if (tree_.nodes[node].kind == NodeKind::kKeep) return true;
    if (HoldsKeep(tree_.nodes[node].first)) return true;
  }
  return false;
}

bool RegexReader::CheckLooks() {
  for (size_t i = 0; i < tree_.nodes.size() && !tree_.regular; ++i) {
    const RegexNode& node = tree_.nodes[i];
    if (node.kind != NodeKind::kLook) continue;
    if (HoldsKeep(node.first)) {
      return Fail(
          "\\K is not allowed in lookarounds (but see "
          "PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK)",
          pattern_.size());
    }
    if ((node.a & kLookBehind) == 0) continue;
    const RegexNode& body = tree_.nodes[node.first];
    bool branches = body.kind == NodeKind::kChoice && body.a == 0;
    uint32_t branch = branches ? body.first : node.first;
    uint32_t length = 0;
    for (; branch != kNoNode; branch = tree_.nodes[branch].next) {
      if (!FixedLength(branch, &length, 0))
        return Fail("lookbehind assertion is not fixed length", node.b);
    }
  }
  return true;
}

bool RegexReader::FixedChild(const RegexNode& node, uint32_t* length,
                             int depth) const {
  *length = 0;
  uint32_t one = 0;
  for (uint32_t at = node.first; at != kNoNode; at = tree_.nodes[at].next) {
    if (!FixedLength(at, &one, depth + 1)) return false;
    bool sequence = node.kind != NodeKind::kChoice;
    if (!sequence && at != node.first && one != *length) return false;
    *length = sequence ? *length + one : one;
  }
  return true;
}

/// The number of bytes that every match of a node takes, if it is one number.
bool RegexReader::FixedLength(uint32_t at, uint32_t* length, int depth) const {
  constexpr int kDeepest = 600;  // calls may go round
  if (depth > kDeepest) return false;
  const RegexNode& node = tree_.nodes[at];
  *length = 0;
  switch (node.kind) {
    case NodeKind::kByte:
    case NodeKind::kSet:
      *length = 1;
      return true;
    case NodeKind::kEmpty:
    case NodeKind::kAssert:
    case NodeKind::kNotNext:
    case NodeKind::kLook:
    case NodeKind::kKeep:
    case NodeKind::kFail:
    case NodeKind::kAccept:
      return true;
    case NodeKind::kRepeat:
      if (node.a != node.b || !FixedChild(node, length, depth)) return false;
      *length *= node.a;
      return *length <= kMostRepeats;
    case NodeKind::kBackref:
    case NodeKind::kCall:
      for (const RegexNode& group : tree_.nodes) {
        if (group.kind == NodeKind::kCapture && group.a == node.a)
          return FixedChild(group, length, depth);
      }
      return false;
    case NodeKind::kCondition: {
      RegexNode branches = node;
      branches.kind = NodeKind::kChoice;
      if (node.a == static_cast<uint32_t>(RegexCondition::kLook))
        branches.first = tree_.nodes[node.first].next;
      return FixedChild(branches, length, depth);
    }
    default:
      return FixedChild(node, length, depth);
  }
}

Result<RegexTree> ParseRegex(std::string_view pattern, bool caseless,
                             bool dot_all) {
  return RegexReader(pattern, caseless, dot_all).Read();
}

}  // namespace trommel::text
