// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_condition_text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace trommel {
namespace {

using exim::Condition;
using Kind = Condition::Kind;

/// What stands between the operands when the row is negated.
struct Negation {
  std::string_view row;
  std::string_view words;
};

constexpr Negation kNegations[] = {
    {"is", "is not"},
    {"IS", "IS not"},
    {"begins", "does not begin"},
    {"BEGINS", "does not BEGIN"},
    {"ends", "does not end"},
    {"ENDS", "does not END"},
    {"contains", "does not contain"},
    {"CONTAINS", "does not CONTAIN"},
    {"matches", "does not match"},
    {"MATCHES", "does not MATCH"},
    {"above", "not above"},
    {"below", "not below"},
};

/// A node or words that are still to be said.
struct Pending {
  const OutlineNode* node = nullptr;
  std::string_view words;
};

std::string_view WordsOf(const Condition& test) {
  if (!test.negated) return test.row;
  return std::ranges::find(kNegations, test.row, &Negation::row)->words;
}

std::string WordTest(const Condition& test) {
  std::string text(test.left);
  text += ' ';
  text += WordsOf(test);
  text += ' ';
  return text += test.right;
}

std::string WordLeaf(const Condition& leaf) {
  if (leaf.kind == Kind::kTest) return WordTest(leaf);
  std::string text(leaf.negated ? "not " : "");
  text += leaf.row;
  if (leaf.kind == Kind::kLoop) text.append(" ").append(leaf.left) += " (";
  return text;
}

}  // namespace

/// With a stack of its own: conditions joined by `or` are as deep as many.
void WordCondition(const OutlineNode& top, const PieceSink& sink) {
  std::vector<Pending> stack = {{&top, {}}};
  bool wanted = true;
  while (wanted && !stack.empty()) {
    const Pending next = stack.back();
    stack.pop_back();
    if (next.node == nullptr) {
      wanted = sink(next.words);
      continue;
    }
    const OutlineNode& node = *next.node;
    if (node.leaf != nullptr) {
      wanted = sink(WordLeaf(*node.leaf));
      if (node.left != nullptr) {
        stack.insert(stack.end(), {{nullptr, ")"}, {node.left, {}}});
      }
      continue;
    }
    const bool is_or = node.kind == Kind::kOr;
    const bool brackets = node.negated || (is_or && &node != &top);
    if (brackets) stack.push_back({nullptr, ")"});
    stack.insert(stack.end(), {{node.right, {}},
                               {nullptr, is_or ? " or " : " and "},
                               {node.left, {}}});
    if (brackets) stack.push_back({nullptr, node.negated ? "not (" : "("});
  }
}

}  // namespace trommel
