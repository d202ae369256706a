// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_outline.h"

#include <algorithm>

#include "interp/base/diagnostic.h"
#include "interp/exim/parser.h"

namespace trommel {

using Kind = exim::Condition::Kind;

EximOutline::EximOutline(const SourceText& source, bool system_filter)
    : source_(source) {
  exim::Options options;
  options.system_filter = system_filter;
  IssueList issues;
  const exim::Command* first =
      exim::Parser(source, options, arena_, &issues).Parse();
  if (!issues.has_errors()) Commands(first, 0, nullptr);
  std::ranges::sort(places_, {}, &Place::at);
}

void EximOutline::Commands(const exim::Command* first, uint32_t depth,
                           const exim::Command* after) {
  for (const exim::Command* command = first; command != nullptr;
       command = command->next) {
    const exim::Command* next =
        command->next != nullptr ? command->next : after;
    if (command->branches != nullptr) {
      If(*command, depth, next);
    } else {
      places_.push_back({command->at, depth, nullptr});
    }
  }
}

void EximOutline::If(const exim::Command& command, uint32_t depth,
                     const exim::Command* after) {
  for (const exim::Branch* branch = command.branches; branch != nullptr;
       branch = branch->next) {
    if (branch->condition != nullptr) {
      auto* made = arena_.Make<OutlineBranch>();
      made->is_elif = branch != command.branches;
      made->at = made->is_elif ? branch->condition->at : command.at;
      made->depth = depth++;
      made->when_true.command = branch->body != nullptr ? branch->body : after;
      const exim::Branch* other = branch->next;
      made->when_false.command =
          other != nullptr && other->body != nullptr ? other->body : after;
      if (other != nullptr) made->when_false.condition = other->condition;
      Tree(*branch->condition, made);
    }
    Commands(branch->body, depth, after);
  }
}

OutlineNode* EximOutline::Join(Kind kind, const OutlineBranch* branch,
                               OutlineNode* left, OutlineNode* right) {
  auto* node = arena_.Make<OutlineNode>();
  node->kind = kind;
  node->branch = branch;
  node->left = left;
  node->right = right;
  left->parent = node;
  if (right != nullptr) right->parent = node;
  return node;
}

/// a and (b and c).
OutlineNode* EximOutline::AllOf(const exim::Condition& list,
                                const OutlineBranch* branch) {
  OutlineNode* top = nullptr;
  OutlineNode* last = nullptr;  // an `and` whose right side may be joined on
  for (const exim::Condition* c = list.children; c != nullptr; c = c->next) {
    OutlineNode* term = Tree(*c, branch);
    if (top == nullptr) {
      top = term;
    } else if (last == nullptr) {
      top = last = Join(Kind::kAnd, branch, top, term);
    } else {
      OutlineNode* outer = last;
      last = Join(Kind::kAnd, branch, outer->right, term);
      outer->right = last;
      last->parent = outer;
    }
  }
  return top;
}

/// (a or b) or c, but a or (b and c or d): behind an `and` without brackets,
/// `or` takes only that for its left side.
OutlineNode* EximOutline::AnyOf(const exim::Condition& list,
                                const OutlineBranch* branch) {
  OutlineNode* top = Tree(*list.children, branch);
  OutlineNode** any = &top;   // where the last `or` stands
  OutlineNode** term = &top;  // where its right side stands
  for (const exim::Condition* c = list.children; c->next != nullptr;
       c = c->next) {
    if (c->kind == Kind::kAnd && !c->bracketed) any = term;
    OutlineNode* parent = (*any)->parent;
    *any = Join(Kind::kOr, branch, *any, Tree(*c->next, branch));
    (*any)->parent = parent;
    term = &(*any)->right;
  }
  return top;
}

/// Recurs as deep as brackets do: limits::kNesting.
OutlineNode* EximOutline::Tree(const exim::Condition& condition,
                               const OutlineBranch* branch) {
  OutlineNode* node = nullptr;
  switch (condition.kind) {
    case Kind::kAnd:
      node = AllOf(condition, branch);
      break;
    case Kind::kOr:
      node = AnyOf(condition, branch);
      break;
    case Kind::kTest:
    case Kind::kFact:
    case Kind::kNames:
    case Kind::kLoop:
      node = arena_.Make<OutlineNode>();
      node->kind = condition.kind;
      node->leaf = &condition;
      node->branch = branch;
      places_.push_back({condition.at, branch->depth, node});
      break;
  }
  node->negated = condition.negated;
  if (condition.kind == Kind::kLoop) {
    node->left = Tree(*condition.children, branch);
    node->left->parent = node;
  }
  return node;
}

const EximOutline::Place* EximOutline::Find(uint32_t line,
                                            uint32_t column) const {
  const std::string_view text = source_.Line(line);
  if (text.data() == nullptr || column == 0) return nullptr;
  const auto at =
      static_cast<uint32_t>(text.data() - source_.bytes().data()) + column - 1;
  auto found = std::ranges::lower_bound(places_, at, {}, &Place::at);
  return found != places_.end() && found->at == at ? &*found : nullptr;
}

const OutlineNode* EximOutline::LeafAt(uint32_t line, uint32_t column) const {
  const Place* place = Find(line, column);
  return place != nullptr ? place->leaf : nullptr;
}

uint32_t EximOutline::DepthAt(uint32_t line, uint32_t column) const {
  const Place* place = Find(line, column);
  return place != nullptr ? place->depth : 0;
}

const OutlineNode* Leftmost(const OutlineNode* node) {
  while (node->leaf == nullptr) node = node->left;
  return node;
}

}  // namespace trommel
