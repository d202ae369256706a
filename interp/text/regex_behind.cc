// SPDX-License-Identifier: MIT
// How far a look-behind goes back, pcre2pattern(3) "Lookbehind assertions".
#include <algorithm>
#include <utility>

#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

constexpr uint32_t kMostBytes = 65535;

// States of a group's length.
constexpr int64_t kUnknown = -1;
constexpr int64_t kVaries = -2;

bool EndsBranch(const RegexTree& tree, const RegexNode& node) {
  bool repeated = node.kind == NodeKind::kRepeat;
  NodeKind kind = repeated ? tree.nodes[node.first].kind : node.kind;
  return kind == NodeKind::kFail || (kind == NodeKind::kAccept && !repeated);
}

}  // namespace

/// Measures each look-behind, in the order of the pattern.
bool RegexReader::CheckBehinds() {
  std::vector<uint32_t> looks;
  for (uint32_t at = 0; at < tree_.nodes.size(); ++at) {
    const RegexNode& node = tree_.nodes[at];
    if (node.kind == NodeKind::kLook && (node.a & kLookBehind) != 0)
      looks.push_back(at);
  }
  if (looks.empty()) return true;
  std::sort(looks.begin(), looks.end(), [this](uint32_t a, uint32_t b) {
    return tree_.nodes[a].b < tree_.nodes[b].b;
  });
  lengths_.assign(tree_.groups + 1, kUnknown);
  return std::all_of(looks.begin(), looks.end(),
                     [this](uint32_t look) { return Behind(look); });
}

bool RegexReader::Behind(uint32_t look) {
  size_t outer = std::exchange(behind_, tree_.nodes[look].b);
  if (!BehindBranches(look)) {
    if (reason_ == nullptr)
      return Fail("lookbehind assertion is not fixed length", behind_);
    return false;
  }
  behind_ = outer;
  return true;
}

/// Measures what look-behinds there are below a look-ahead.
bool RegexReader::BehindsIn(uint32_t first) {
  for (uint32_t at = first; at != kNoNode; at = tree_.nodes[at].next) {
    const RegexNode& node = tree_.nodes[at];
    bool behind = node.kind == NodeKind::kLook && (node.a & kLookBehind) != 0;
    if (!(behind ? Behind(at) : BehindsIn(node.first))) return false;
  }
  return true;
}

/// Puts a kBack around each branch.
bool RegexReader::BehindBranches(uint32_t look) {
  std::vector<RegexNode>& nodes = tree_.nodes;
  uint32_t body = nodes[look].first;
  bool several = nodes[body].kind == NodeKind::kChoice && nodes[body].a == 0;
  uint32_t parent = several ? body : look;
  uint32_t before = kNoNode;
  for (uint32_t at = nodes[parent].first; at != kNoNode;) {
    if (nodes[at].kind == NodeKind::kBack) return true;
    uint32_t length = 0;
    if (!FixedLength(at, &length)) return false;
    uint32_t next = std::exchange(nodes[at].next, kNoNode);
    uint32_t back = Wrap(NodeKind::kBack, at, length);
    nodes[back].next = next;
    (before == kNoNode ? nodes[parent].first : nodes[before].next) = back;
    before = back;
    at = next;
  }
  return true;
}

/// The bytes of a sequence up to what ends it at once, or of branches that are
/// all as long.
bool RegexReader::FixedChild(uint32_t first, bool choice, uint32_t* length) {
  *length = 0;
  for (uint32_t at = first; at != kNoNode; at = tree_.nodes[at].next) {
    uint32_t one = 0;
    if (!FixedLength(at, &one)) return false;
    if (choice && at != first && one != *length) return false;
    *length = choice ? one : *length + one;
    if (*length > kMostBytes)
      return Fail("lookbehind assertion is too long", behind_);
    if (!choice && EndsBranch(tree_, tree_.nodes[at])) break;
  }
  return true;
}

bool RegexReader::FixedRepeat(uint32_t at, uint32_t* length) {
  const RegexNode node = tree_.nodes[at];
  if (!FixedLength(node.first, length)) return false;
  const RegexNode& body = tree_.nodes[node.first];
  bool ahead = (body.kind == NodeKind::kLook && (body.a & kLookBehind) == 0) ||
               (body.kind == NodeKind::kAssert &&
                body.a == static_cast<uint32_t>(RegexAssert::kWordNext));
  if (body.kind == NodeKind::kAccept) return node.b == 0;
  if (ahead) return true;
  if (node.a != node.b) return false;
  if (uint64_t{*length} * node.a > kMostBytes)
    return Fail("lookbehind assertion is too long", behind_);
  *length *= node.a;
  return true;
}

/// A group that holds the reference has no fixed length for it.
bool RegexReader::FixedReference(uint32_t at, uint32_t* length) {
  auto reference = std::lower_bound(
      references_.begin(), references_.end(), at,
      [](const Reference& r, uint32_t node) { return r.node < node; });
  const RegexNode node = tree_.nodes[at];
  // Two groups may have one number then, which PCRE2 does not look into.
  if (node.kind == NodeKind::kBackref && branches_reset_) return false;
  if (!Exists(*reference)) {
    // Of a small number PCRE2 keeps the first place alone.
    constexpr uint32_t kSmall = 10;
    bool small = node.kind == NodeKind::kBackref && node.a < kSmall;
    auto same = [&](const Reference& r) {
      const RegexNode& other = tree_.nodes[r.node];
      return r.name.empty() && other.kind == NodeKind::kBackref &&
             other.a == node.a;
    };
    if (small && reference->name.empty())
      reference = std::find_if(references_.begin(), reference, same);
    return Fail("reference to non-existent subpattern", reference->offset);
  }
  bool dubious = node.kind == NodeKind::kBackref && reference->found > 1;
  if (dubious || node.a == 0) return false;
  uint32_t capture = tree_.captures[node.a];
  if (at >= tree_.nodes[capture].b && at < capture) return false;
  int64_t& known = lengths_[node.a];
  if (known == kUnknown) {
    known = kVaries;
    if (!FixedLength(capture, length)) return false;
    known = *length;
  }
  if (known == kVaries) return false;
  *length = static_cast<uint32_t>(known);
  return true;
}

/// The number of bytes that every match of a node takes, if it is one number.
bool RegexReader::FixedLength(uint32_t at, uint32_t* length) {
  const RegexNode node = tree_.nodes[at];
  *length = 0;
  switch (node.kind) {
    case NodeKind::kByte:
    case NodeKind::kSet:
      *length = 1;
      return true;
    case NodeKind::kLook:
      return (node.a & kLookBehind) != 0 ? Behind(at) : BehindsIn(node.first);
    case NodeKind::kRepeat:
      return FixedRepeat(at, length);
    case NodeKind::kBackref:
    case NodeKind::kCall:
      return FixedReference(at, length);
    case NodeKind::kChoice:
      return FixedChild(node.first, true, length);
    case NodeKind::kCondition: {
      // What (?(DEFINE)...) holds is only called.
      bool never = node.a == static_cast<uint32_t>(RegexCondition::kNever);
      if (never && node.b == kDefineOnly) return true;
      bool look = node.a == static_cast<uint32_t>(RegexCondition::kLook);
      if (look && !FixedLength(node.first, length)) return false;
      uint32_t first = look ? tree_.nodes[node.first].next : node.first;
      return FixedChild(first, true, length);
    }
    case NodeKind::kSequence:
    case NodeKind::kCapture:
    case NodeKind::kAtomic:
      return FixedChild(node.first, false, length);
    default:
      return true;
  }
}

}  // namespace trommel::text
