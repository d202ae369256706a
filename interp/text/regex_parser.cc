// SPDX-License-Identifier: MIT
// Sequences, repeats and what is checked when the whole pattern is read.
#include "interp/text/regex_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "interp/text/regex_reader.h"
#include "interp/text/utf8.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr uint32_t kMostRepeats = 65535;
constexpr uint32_t kUnicodeMost = 0x10FFFF;
constexpr const char* kNoGroup = "reference to non-existent subpattern";
constexpr const char* kBadVerb = "(*VERB) not recognized or malformed";

bool IsUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    Utf8Step step = NextUtf8(text, at);
    if (!step.valid) return false;
    at += step.length;
  }
  return true;
}

/// What (?x) passes over; NEL too, even in byte mode.
bool IsPatternSpace(char c) { return IsSpace(c) || c == '\x85'; }

}  // namespace

RegexReader::RegexReader(std::string_view pattern, bool caseless, bool dot_all)
    : pattern_(pattern),
      flags_(static_cast<uint16_t>((caseless ? kCaseless : 0) |
                                   (dot_all ? kDotAll : 0))) {
  tree_.nodes.reserve(pattern.size() + 4);
  tree_.length = pattern.size();
}

bool RegexReader::Fail(const char* reason, size_t offset) {
  reason_ = reason;
  offset_ = offset;
  return false;
}

void RegexReader::Unsupported(std::string_view what, size_t offset) {
  if (!unsupported_.empty()) return;
  unsupported_ = std::string(what) + " is not supported at offset " +
                 std::to_string(offset);
}

uint32_t RegexReader::Add(NodeKind kind, uint32_t a, uint32_t b) {
  RegexNode& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.a = a;
  node.b = b;
  node.caseless = Is(kCaseless);
  return static_cast<uint32_t>(tree_.nodes.size() - 1);
}

uint32_t RegexReader::AddSet(const ByteSet& set, char escape) {
  constexpr std::ptrdiff_t kLook = 32;  // so many of the last ones
  auto from = tree_.sets.end() -
              std::min(kLook, static_cast<std::ptrdiff_t>(tree_.sets.size()));
  auto found = std::find(from, tree_.sets.end(), set);
  auto index = static_cast<uint32_t>(found - tree_.sets.begin());
  if (found == tree_.sets.end()) tree_.sets.push_back(set);
  bool beside_newline = escape == '.' || escape == 'N' || escape == 'S';
  return Add(NodeKind::kSet, index, beside_newline ? 1 : 0);
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
      "UTF8)", "UTF)", "UCP)", "CRLF)", "CR)", "ANY)", "ANYCRLF)", "NUL)"};
  static constexpr std::string_view kIgnored[] = {
      "LF)", "NO_JIT)", "NO_START_OPT)", "NO_DOTSTAR_ANCHOR)"};
  for (bool found = true; found && pattern_.substr(at_).starts_with("(*"sv);) {
    size_t start = at_;
    at_ += 2;
    found = false;
    for (std::string_view name : kRefused) {
      if (found || !TakeText(name)) continue;
      found = true;
      Unsupported("(*" + std::string(name), start);
      if (name.starts_with("UTF"sv)) code_most_ = kUnicodeMost;
    }
    for (std::string_view name : kIgnored) found = found || TakeText(name);
    if (!found && !StartSetting(&found)) return false;
    if (!found) at_ = start;
  }
  // PCRE2 would say first which byte is not UTF-8.
  if (code_most_ == kUnicodeMost && !IsUtf8(pattern_))
    return Fail("(*UTF) is not supported", 0);
  return true;
}

/// The ones that we obey, and limits, which we only read.
bool RegexReader::StartSetting(bool* found) {
  static constexpr std::string_view kLimits[] = {
      "LIMIT_MATCH=", "LIMIT_DEPTH=", "LIMIT_RECURSION=", "LIMIT_HEAP="};
  constexpr uint32_t kMost = UINT32_MAX / 10 - 1;
  *found = true;
  if (TakeText("NO_AUTO_POSSESS)"sv)) return !(possess_ = false);
  if (TakeText("BSR_ANYCRLF)"sv)) return narrow_newline_ = true;
  if (TakeText("BSR_UNICODE)"sv)) return !(narrow_newline_ = false);
  bool never = TakeText("NOTEMPTY)"sv);
  if (never || TakeText("NOTEMPTY_ATSTART)"sv)) {
    tree_.not_empty |= never ? kNotEmpty : kNotEmptyAtStart;
    tree_.regular = false;
    return true;
  }
  for (std::string_view name : kLimits) {
    if (!TakeText(name)) continue;
    size_t digits = at_;
    for (uint32_t value = 0; HasDigit(); ++at_) {
      if (value > kMost) return Fail(kBadVerb, at_ + 1);
      value = value * 10 + static_cast<uint32_t>(pattern_[at_] - '0');
    }
    if (at_ == digits) return Fail(kBadVerb, at_);
    return Take(')') || Fail(kBadVerb, at_ + 1);
  }
  *found = false;
  return true;
}

Result<RegexTree> RegexReader::Read() {
  bool good = StartOptions() && Choice(&tree_.root);
  if (good && !AtEnd()) good = Fail("unmatched closing parenthesis", at_);
  if (!good || !Finish()) {
    return Err(Code::kRun,
               std::string(reason_) + " at offset " + std::to_string(offset_));
  }
  if (!unsupported_.empty()) return Err(Code::kRun, unsupported_);
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
  if (SkipNothing()) return true;
  if (reason_ != nullptr) return false;
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
  } else if (!Atom(&item)) {
    return false;
  }
  if (pending->node != kNoNode) Append(chain, pending->node);
  *pending = item;
  return true;
}

/// Passes over what stands for nothing. Sets `reason_` for a comment without an
/// end.
bool RegexReader::SkipNothing() {
  if (TakeText("\\E"sv)) {
    quoting_ = false;
    return true;
  }
  if (quoting_ || AtEnd()) return false;
  if (TakeText("\\Q"sv)) return quoting_ = true;
  if (TakeText("(?#"sv)) {
    at_ = pattern_.find(')', at_);
    if (at_ == std::string_view::npos)
      return Fail("missing ) after (?# comment", pattern_.size());
    ++at_;
    return true;
  }
  return Is(kExtended) && SkipExtended();
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
  item->node = AddSet(set, Is(kDotAll) ? '\0' : '.');
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
  while (SkipNothing()) {
  }
  if (reason_ != nullptr) return false;
  RepeatMode mode = Is(kUngreedy) ? RepeatMode::kLazy : RepeatMode::kGreedy;
  if (!quoting_ && Take('?'))
    mode = Is(kUngreedy) ? RepeatMode::kGreedy : RepeatMode::kLazy;
  else if (!quoting_ && Take('+'))
    mode = RepeatMode::kPossessive;
  const RegexNode& body = tree_.nodes[pending->node];
  // PCRE2 runs an assertion once more than it must, never on and on.
  if (IsAssertion(body) && high == kNoLimit) high = low + 1;
  if (mode == RepeatMode::kPossessive || IsCounted(body, low, high))
    tree_.regular = false;
  uint32_t node = Wrap(NodeKind::kRepeat, pending->node, low);
  tree_.nodes[node].b = high;
  tree_.nodes[node].mode = mode;
  *pending = {node, false};
  return true;
}

/// What PCRE2 checks when the whole pattern is read, in its order.
bool RegexReader::Finish() {
  if (!tree_.regular) {
    tree_.captures.assign(tree_.groups + 1, kNoNode);
    for (uint32_t at = 0; at < tree_.nodes.size(); ++at) {
      if (tree_.nodes[at].kind != NodeKind::kCapture) continue;
      uint32_t& first = tree_.captures[tree_.nodes[at].a];
      first = std::min(first, at);
    }
  }
  for (Reference& reference : references_) Bind(&reference);
  if (!tree_.regular && !CheckBehinds()) return false;
  for (const Reference& reference : references_) {
    if (reference.reason != nullptr)
      return Fail(reference.reason, reference.offset);
    if (!Exists(reference)) return Fail(kNoGroup, reference.offset);
  }
  if (branches_reason_ != nullptr)
    return Fail(branches_reason_, branches_offset_);
  for (const Reference& reference : references_) {
    if (reference.found > 1) Expand(reference);
  }
  if (newlines_ && possess_) Possess(tree_.root, false);
  return true;
}

bool RegexReader::Exists(const Reference& reference) const {
  const RegexNode& node = tree_.nodes[reference.node];
  uint32_t group = node.kind == NodeKind::kCondition ? node.b : node.a;
  return reference.found > 0 && group <= tree_.groups;
}

/// Puts the number of the first group of that name into the node.
void RegexReader::Bind(Reference* reference) {
  if (reference->name.empty()) return;
  RegexNode& node = tree_.nodes[reference->node];
  reference->found = 0;
  for (const RegexTree::Name& name : tree_.names) {
    if (name.text != reference->name) continue;
    if (++reference->found > 1) continue;
    (node.kind == NodeKind::kCondition ? node.b : node.a) = name.group;
  }
}

/// Of several groups with one name, a back reference takes the first that is
/// set.
void RegexReader::Expand(const Reference& reference) {
  uint32_t at = reference.node;
  if (tree_.nodes[at].kind != NodeKind::kBackref) return;
  bool first = true;
  for (const RegexTree::Name& name : tree_.names) {
    if (name.text != reference.name || std::exchange(first, false)) continue;
    RegexNode copy = tree_.nodes[at];
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
  }
}

Result<RegexTree> ParseRegex(std::string_view pattern, bool caseless,
                             bool dot_all) {
  return RegexReader(pattern, caseless, dot_all).Read();
}

}  // namespace trommel::text
