// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_replay.h"

namespace trommel {

using Kind = exim::Condition::Kind;

/// Before an error every leaf that is asked counts; after one the machine may
/// ask more than Exim does.
const OutlineNode* EximReplay::Awaited(uint32_t line, uint32_t column) const {
  const OutlineNode* leaf = outline_.LeafAt(line, column);
  return failed_ && leaf != awaited_ ? nullptr : leaf;
}

void EximReplay::OnCall(const vm::TraceEvent& event) {
  if (event.row->kind == RowKind::kCommand) return OnCommand(event);
  if (event.row->kind != RowKind::kCondition &&
      event.row->kind != RowKind::kSource) {
    return;
  }
  const OutlineNode* leaf = Awaited(event.line, event.column);
  if (leaf == nullptr) return;
  OnLeaf(*leaf, event);
  if (event.failed) return;
  if (leaf->kind == Kind::kLoop) {
    loops_.push_back({leaf, event.result.list(), 0});
    return NextAddress();
  }
  const bool value = event.result.boolean() != leaf->negated;
  OnResult(*leaf, value);
  Settle(leaf, value);
}

/// A leaf that fails is false, nots or no nots.
void EximReplay::OnFailure(uint32_t line, uint32_t column) {
  const OutlineNode* leaf = Awaited(line, column);
  failed_ = true;
  if (leaf != nullptr) Settle(leaf, false);
}

void EximReplay::NextAddress() {
  Loop& loop = loops_.back();
  const OutlineNode* node = loop.node;
  while (loop.next < loop.items.size() && loop.items[loop.next].is_nil()) {
    ++loop.next;
  }
  if (loop.next == loop.items.size()) {
    loops_.pop_back();
    OnResult(*node, node->negated);
    return Settle(node, node->negated);
  }
  OnAddress(*node, loop.items[loop.next++].text());
  awaited_ = Leftmost(node->left);
}

/// `node` is known to be `value`; so may be what it is part of.
void EximReplay::Settle(const OutlineNode* node, bool value) {
  awaited_ = nullptr;
  for (; node->parent != nullptr; node = node->parent) {
    const bool is_over = node->parent->kind == Kind::kLoop
                             ? LoopIsOver(value)
                             : JointIsOver(node, &value);
    if (!is_over) return;
    value = value != node->parent->negated;
    OnResult(*node->parent, value);
  }
}

/// A true condition ends the loop.
bool EximReplay::LoopIsOver(bool value) {
  if (value) {
    loops_.pop_back();
  } else {
    NextAddress();
  }
  return value;
}

/// Whether a member of an `and` or `or` settles it, or else asks the other;
/// `value` becomes that of the whole.
bool EximReplay::JointIsOver(const OutlineNode* node, bool* value) {
  const OutlineNode* joint = node->parent;
  if (node == joint->right) return true;
  const bool is_or = joint->kind == Kind::kOr;
  if (*value != is_or && !failed_) {
    awaited_ = Leftmost(joint->right);
    return false;
  }
  *value = is_or && *value;
  return true;
}

}  // namespace trommel
