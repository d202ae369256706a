// SPDX-License-Identifier: MIT
// What Exim does with the parts of an expansion that it skips.
#include "interp/exim/expansion_emitter.h"

namespace trommel::exim {

using Kind = Node::Kind;

namespace {

/// A loop that is skipped doubles the code in it: deeper ones are only read.
constexpr size_t kSkippedLoops = 3;
/// So does a loop around a ${run or ${env that is skipped; of the whole string.
constexpr size_t kMostAwake = 16;

/// ${run and ${env, whose yes string Exim expands where it skips, too.
bool WakesUp(const Node& node) {
  return node.yes != nullptr &&
         (node.kind == Kind::kRun ||
          (node.kind == Kind::kLookup && node.text == "env"));
}

bool IsPlain(const Node& node) {
  return node.kind == Kind::kText || node.kind == Kind::kGroup ||
         node.kind == Kind::kSlot;
}

}  // namespace

/// Whether any of `nodes` may fail or set $value where it is skipped.
bool ExpansionEmitter::MayFail(const Node* nodes) {
  for (const Node* node = nodes; node != nullptr; node = node->next) {
    bool fails = node->kind == Kind::kLoop && node->text == "reduce";
    fails |= node->kind == Kind::kCall && node->row->row->eager &&
             node->row->row->kind != RowKind::kVariable;
    fails |= node->permit != nullptr || node->kind == Kind::kRun;
    fails |= WakesUp(*node) && !IsPlain(*node->yes);
    if (node->forms != nullptr) fails |= node->forms->skipped.error.has_value();
    if (node->test != nullptr) fails |= MayFail(*node->test);
    if (fails || MayFail(node->children) || MayFail(node->yes) ||
        MayFail(node->no)) {
      return true;
    }
  }
  return false;
}

bool ExpansionEmitter::MayFail(const Test& test) {
  if (test.row != nullptr && test.row->row->eager) return true;
  const bool loop =
      test.kind == Test::Kind::kAny || test.kind == Test::Kind::kAll;
  if (loop || MayFail(test.args)) return true;
  for (const Test* child = test.children; child; child = child->next) {
    if (MayFail(*child)) return true;
  }
  return false;
}

/// Leaves a string, as every node does.
void ExpansionEmitter::Skipped(const Node& node) {
  const bool tests = node.kind == Kind::kIf && node.test->matches;
  const bool groups = (node.groups || tests) && !node.torn;
  if (groups) builder_.Emit(Op::kSaveMatch);
  BareSkipped(node);
  if (groups) builder_.Emit(Op::kRestoreMatch);
}

void ExpansionEmitter::BareSkipped(const Node& node) {
  if (node.kind == Kind::kCall && node.row->row->eager) {
    return Call(*node.row, node.children);
  }
  if (node.kind == Kind::kLoop) {
    SkipBody(node);
    return builder_.EmitString({});
  }
  if (WakesUp(node) && awake_ < kMostAwake) return Awake(node);
  if (node.forms != nullptr && node.forms->skipped.strings == 0 &&
      node.forms->skipped.error) {
    return Raise(*node.forms->skipped.error);
  }
  const bool run = node.kind == Kind::kRun;
  if (!run) KeepValue(node);
  if (node.test != nullptr) Skip(*node.test);
  for (const Node* child = node.children; child; child = child->next) {
    Skip(child);
  }
  if (node.forms != nullptr && node.forms->skipped.error) {
    Raise(*node.forms->skipped.error);
  }
  Skip(node.yes);
  if (run) ForgetValue();
  if (!run && node.kind != Kind::kIf) RestoreValue(node);
  const bool silent = node.text == "readsocket";
  if (silent) Skip(node.no);
  node.no != nullptr && !silent ? String(*node.no) : builder_.EmitString({});
  if (node.kind == Kind::kIf) RestoreValue(node);
}

/// What Exim leaves in $value behind a ${run that it skips.
void ExpansionEmitter::ForgetValue() {
  builder_.EmitString({});
  Store(ValueSlot());
}

/// ${run as if it had succeeded, and ${env, which asks.
void ExpansionEmitter::Awake(const Node& node) {
  const bool run = node.kind == Kind::kRun;
  if (!run) KeepValue(node);
  Load(ValueSlot());
  Store(Slot(Held::kValue));
  run ? Skip(node.children) : Call(*node.row, node.children);
  if (run) builder_.EmitString({});
  Jump none = builder_.Branch(Op::kJumpNil);
  Store(ValueSlot());
  ++awake_;
  skipping_ = false;
  String(*node.yes);
  skipping_ = true;
  if (!node.torn) Load(Slot(Held::kValue));
  if (!node.torn) Store(ValueSlot());
  Skip(node.no);
  if (run && !node.torn) ForgetValue();
  if (!run) RestoreValue(node);
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(none);
  Skip(node.yes);
  RestoreValue(node);
  node.no != nullptr ? String(*node.no) : builder_.EmitString({});
  builder_.Bind(end);
}

/// Evaluates one node that may be absent, for its errors.
void ExpansionEmitter::Skip(const Node* node) {
  if (node == nullptr) return;
  Node one = *node;
  one.next = nullptr;
  if (!MayFail(&one)) return;
  bool outer = skipping_;
  skipping_ = true;
  String(one);
  skipping_ = outer;
  builder_.Emit(Op::kPop);
}

void ExpansionEmitter::Skip(const Test& test) {
  if (!MayFail(test)) return;
  const bool loop =
      test.kind == Test::Kind::kAny || test.kind == Test::Kind::kAll;
  if (loop && test.args != nullptr && loops_ < kSkippedLoops) {
    return SkipLoop(test);
  }
  bool outer = skipping_;
  skipping_ = true;
  if (test.row != nullptr && test.row->row->eager) {
    Call(*test.row, test.args);
    builder_.Emit(Op::kPop);
  } else {
    for (const Node* arg = test.args; arg; arg = arg->next) Skip(arg);
  }
  for (const Test* child = test.children; child; child = child->next) {
    BeginInside(InsideText(test));
    Skip(*child);
    EndInside(InsideText(test));
  }
  skipping_ = outer;
}

}  // namespace trommel::exim
