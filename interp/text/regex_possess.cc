// SPDX-License-Identifier: MIT
// A repeat of `.`, \N or \S right before \R never gives back what it took:
// PCRE2 takes the two for having no byte in common, though VT, FF, CR and NEL
// are in both.
#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

constexpr int kFar = 16;  // so many items that are nothing are looked past

}  // namespace

/// What every match of a node begins by.
RegexReader::Start RegexReader::StartOf(uint32_t at) const {
  const RegexNode& node = tree_.nodes[at];
  switch (node.kind) {
    case NodeKind::kEmpty:
      return Start::kNothing;
    case NodeKind::kCapture:
      return StartOf(node.first);
    case NodeKind::kRepeat:
      return node.a > 0 ? StartOf(node.first) : Start::kOther;
    case NodeKind::kSequence:
      for (uint32_t one = node.first; one != kNoNode;
           one = tree_.nodes[one].next) {
        Start start = StartOf(one);
        if (start != Start::kNothing) return start;
      }
      return Start::kNothing;
    case NodeKind::kChoice: {
      if (node.a == kLineChoice)
        return node.b == 1 ? Start::kNewline : Start::kOther;
      Start start = StartOf(node.first);
      for (uint32_t one = tree_.nodes[node.first].next;
           one != kNoNode && start != Start::kOther;
           one = tree_.nodes[one].next)
        if (StartOf(one) != start) start = Start::kOther;
      return start;
    }
    default:
      return Start::kOther;
  }
}

/// `newline`: what follows the node is a \R.
void RegexReader::Possess(uint32_t at, bool newline) {
  const RegexNode node = tree_.nodes[at];
  bool passes = node.kind == NodeKind::kChoice && node.a != kLineChoice;
  if (node.kind == NodeKind::kCapture) {
    passes = !calls_;
  }
  if (node.kind == NodeKind::kRepeat && newline) {
    const RegexNode& body = tree_.nodes[node.first];
    if (body.kind == NodeKind::kSet && body.b == 1) {
      tree_.nodes[at].mode = RepeatMode::kPossessive;
      tree_.regular = false;
    }
  }
  for (uint32_t one = node.first; one != kNoNode; one = tree_.nodes[one].next) {
    bool then = passes && newline;
    if (node.kind == NodeKind::kSequence) {
      Start start = Start::kNothing;
      uint32_t after = tree_.nodes[one].next;
      for (int far = 0;
           far < kFar && after != kNoNode && start == Start::kNothing;
           ++far, after = tree_.nodes[after].next)
        start = StartOf(after);
      then = start == Start::kNewline || (start == Start::kNothing && newline);
    }
    Possess(one, then);
  }
}

}  // namespace trommel::text
