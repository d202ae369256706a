// SPDX-License-Identifier: MIT
// Conditions: short circuit from left to right, loops over addresses.
#include "interp/exim/emitter.h"

namespace trommel::exim {

using Kind = Condition::Kind;

void Emitter::Expand(std::string_view text) {
  expansions_.Emit(parser_.Parse(text), text, "filter file");
}

void Emitter::JumpWhen(const Condition& condition, bool sense,
                       std::vector<Jump>* jumps) {
  switch (condition.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      return JumpList(condition, sense, jumps);
    case Kind::kLoop:
      return JumpLoop(condition, sense, jumps);
    case Kind::kTest:
    case Kind::kFact:
    case Kind::kNames:
      break;
  }
  builder_.At(condition.at);
  Test(condition);
  jumps->push_back(builder_.Branch(
      sense != condition.negated ? Op::kJumpTrue : Op::kJumpFalse));
}

/// The first child that decides ends the list.
void Emitter::JumpList(const Condition& condition, bool sense,
                       std::vector<Jump>* jumps) {
  sense = sense != condition.negated;
  bool deciding = condition.kind == Kind::kOr;
  std::vector<Jump> decided;
  std::vector<Jump>* out = sense == deciding ? jumps : &decided;
  for (const Condition* child = condition.children; child;
       child = child->next) {
    bool last = child->next == nullptr;
    if (last && sense != deciding) {
      JumpWhen(*child, !deciding, jumps);
    } else {
      JumpWhen(*child, deciding, out);
    }
  }
  for (Jump jump : decided) builder_.Bind(jump);
}

/// A step of foranyaddress, known whenever that is.
void Emitter::Step(std::string_view name, size_t argc) {
  builder_.Call(*Find(RowKind::kStep, name), argc);
}

/// foranyaddress: true at the first address for which the condition holds.
void Emitter::JumpLoop(const Condition& condition, bool sense,
                       std::vector<Jump>* jumps) {
  const RowEntry* row = Find(RowKind::kSource, condition.row);
  builder_.At(condition.at);
  trees_.Reset();
  Expand(condition.left);
  if (row == nullptr) {
    builder_.EmitText(Op::kRaise, "\"foranyaddress\" is not available");
    return;
  }
  builder_.Call(*row, 1);
  builder_.Emit(Op::kIter);
  uint32_t again = builder_.Here();
  Jump done = builder_.Branch(Op::kNext);
  Step("address_next", 1);
  Jump bad = builder_.Branch(Op::kJumpNil);
  const size_t address = builder_.Variable("thisaddress");
  builder_.EmitCount(Op::kStoreVar, address);
  std::vector<Jump> found;
  JumpWhen(*condition.children, true, &found);
  builder_.JumpBack(again);
  builder_.Bind(bad);
  builder_.EmitString("");
  builder_.EmitCount(Op::kStoreVar, address);
  builder_.JumpBack(again);
  for (Jump jump : found) builder_.Bind(jump);
  builder_.Emit(Op::kEndIter);
  Step("address_end", 0);
  builder_.Emit(Op::kPop);
  Jump is_true = builder_.Branch(Op::kJump);
  builder_.Bind(done);
  Step("address_end", 0);
  builder_.Emit(Op::kPop);
  if (sense != condition.negated) {
    Jump is_false = builder_.Branch(Op::kJump);
    jumps->push_back(is_true);
    builder_.Bind(is_false);
  } else {
    jumps->push_back(builder_.Branch(Op::kJump));
    builder_.Bind(is_true);
  }
}

void Emitter::Test(const Condition& condition) {
  const RowEntry* row = Find(RowKind::kCondition, condition.row);
  if (row == nullptr) {
    builder_.EmitText(Op::kRaise, "condition \"" + std::string(condition.row) +
                                      "\" is not available");
    return;
  }
  if (condition.kind != Kind::kTest) return Names(*row, condition);
  trees_.Reset();
  Expansion left = parser_.Parse(condition.left);
  Expansion right = parser_.Parse(condition.right);
  if (left.constant() && right.constant()) {
    Builder::Constant constants[2];
    constants[0].type = constants[1].type = Type::kString;
    constants[0].text = condition.left;
    constants[1].text = condition.right;
    return builder_.CallConst(*row, constants);
  }
  expansions_.Emit(left, condition.left, "filter file");
  expansions_.Emit(right, condition.right, "filter file");
  builder_.Call(*row, 2);
}

/// Facts have no names; personal has its aliases.
void Emitter::Names(const RowEntry& row, const Condition& condition) {
  std::vector<Builder::Constant> constants;
  for (std::string_view name : condition.names) {
    Builder::Constant& constant = constants.emplace_back();
    constant.type = Type::kString;
    constant.text = name;
  }
  if (constants.empty()) constants.resize(row.row->usage.size());
  builder_.CallConst(row, constants);
}

}  // namespace trommel::exim
