// SPDX-License-Identifier: MIT
// Verify: abstract interpretation of a program, types instead of values.
#include <algorithm>
#include <vector>

#include "interp/program/verify_operands.h"
#include "interp/program/verify_state.h"

namespace trommel {
namespace verify {
namespace {

constexpr TypeMask kString = MaskOf(Type::kString);
constexpr TypeMask kStringOrNil = kString | MaskOf(Type::kNil);
constexpr TypeMask kStringOrList = kString | MaskOf(Type::kList);

/// Types that an instruction takes from the stack, all its values alike.
TypeMask Takes(Op op) {
  switch (op) {
    case Op::kJumpFalse:
    case Op::kJumpTrue:
    case Op::kNot:
      return MaskOf(Type::kBool);
    case Op::kJumpNil:
      return kStringOrNil;
    case Op::kConcat:
    case Op::kStoreVar:
      return kString;
    case Op::kMakeList:
    case Op::kIter:
      return kStringOrList;
    case Op::kHalt:
    case Op::kNil:
    case Op::kBool:
    case Op::kInt:
    case Op::kStr:
    case Op::kList:
    case Op::kPop:
    case Op::kJump:
    case Op::kLoadVar:
    case Op::kLoadMatch:
    case Op::kSaveMatch:
    case Op::kRestoreMatch:
    case Op::kCall:
    case Op::kCallConst:
    case Op::kNext:
    case Op::kEndIter:
    case Op::kRaise:
    case Op::kForce:
      return kAnyType;
  }
  return 0;
}

bool EndsPath(Op op) {
  return op == Op::kHalt || op == Op::kJump || op == Op::kRaise ||
         op == Op::kForce;
}

/// Walks the code from front to back, states flowing down and along jumps, and
/// again from the lowest target that a jump back has changed.
class Walk {
 public:
  explicit Walk(const Program& program)
      : program_(program), code_(program.code()), targets_(code_) {}

  Result<size_t> Run() {
    // Loops settle after two passes; a program that takes more is hostile.
    constexpr int kPasses = 64;
    size_t from = 0;
    live_ = true;
    for (int pass = 0; pass < kPasses; ++pass) {
      again_ = code_.size();
      TRY(Pass(from));
      if (again_ == code_.size()) return deepest_;
      from = again_;
      live_ = false;
    }
    return Err(Code::kBadProgram, "the jumps are too tangled");
  }

 private:
  Status Pass(size_t from) {
    for (size_t pc = from; pc < code_.size(); ++pc) {
      if (targets_.IsTarget(pc)) TRY(Arrive(pc));
      if (live_) TRY(Step(pc));
    }
    if (live_) return Err(Code::kBadProgram, "runs off the end");
    return {};
  }

  /// Goes on from everything that leads to the target `pc`.
  Status Arrive(size_t pc) {
    if (live_) TRY(Send(pc, pc));
    live_ = targets_.Reached(pc);
    if (live_) targets_.Restore(pc, state_);
    return {};
  }

  /// Lets the present state reach `target` from instruction `pc`.
  Status Send(size_t pc, size_t target) {
    switch (targets_.Unite(target, state_)) {
      case Merge::kSame:
        return {};
      case Merge::kGrew:
        if (target < pc) again_ = std::min(again_, target);
        return {};
      case Merge::kMismatch:
        return Bad(program_, target, "paths meet with different stacks");
      case Merge::kTooMuch:
        return Bad(program_, target, "too much on the stacks of jumps");
    }
    return {};
  }

  Status Put(size_t pc, TypeMask mask) {
    if (state_.depth == limits::kStackDepth) {
      return Bad(program_, pc, "the stack is too deep");
    }
    state_.stack[state_.depth++] = mask;
    deepest_ = std::max<size_t>(deepest_, state_.depth);
    return {};
  }

  size_t Pops(const Insn& insn) const {
    int pops = InfoOf(insn.op).pops;
    if (pops != kPopsCount) return static_cast<size_t>(pops);
    return insn.op == Op::kCall ? insn.c : insn.b;
  }

  Status Pop(size_t pc) {
    const Insn& insn = code_[pc];
    size_t count = Pops(insn);
    if (count > state_.depth) return Bad(program_, pc, "the stack is empty");
    auto values = state_.Top(count);
    if (insn.op == Op::kCall) TRY(CheckArgs(pc, values));
    TypeMask allowed = Takes(insn.op);
    for (TypeMask mask : values) {
      if ((mask & ~allowed) != 0) return Bad(program_, pc, "wrong type");
    }
    state_.depth = static_cast<uint16_t>(state_.depth - count);
    return {};
  }

  Status CheckArgs(size_t pc, std::span<const TypeMask> args) {
    const RowEntry& row = program_.import(code_[pc].b);
    std::string why = CheckCall(row, args);
    if (why.empty()) return {};
    return Bad(program_, pc, std::string(row.row->name) + ": " + why);
  }

  Status CheckBlock(size_t pc) {
    block_.clear();
    for (const Value& value : program_.block(code_[pc].c)) {
      block_.push_back(MaskOf(value.type()));
    }
    return CheckArgs(pc, block_);
  }

  Status Open(size_t pc, uint16_t& count, size_t most) {
    if (count == most) return Bad(program_, pc, "nested too deep");
    ++count;
    return {};
  }

  Status Close(size_t pc, uint16_t& count) {
    if (count == 0) return Bad(program_, pc, "nothing to end");
    --count;
    return {};
  }

  /// Loops, matches, and the way along the jump.
  Status Effect(size_t pc) {
    const Insn& insn = code_[pc];
    if (insn.op == Op::kCallConst) return CheckBlock(pc);
    if (insn.op == Op::kIter) return Open(pc, state_.loops, limits::kNesting);
    if (insn.op == Op::kEndIter) return Close(pc, state_.loops);
    if (insn.op == Op::kSaveMatch) {
      return Open(pc, state_.saves, limits::kStackDepth);
    }
    if (insn.op == Op::kRestoreMatch) return Close(pc, state_.saves);
    if (insn.op == Op::kNext) return ExitLoop(pc);
    if (InfoOf(insn.op).operand == Operand::kTarget) return Send(pc, insn.c);
    return {};
  }

  Status ExitLoop(size_t pc) {
    TRY(Close(pc, state_.loops));
    TRY(Send(pc, code_[pc].c));
    ++state_.loops;
    return {};
  }

  TypeMask Pushes(const Insn& insn) const {
    switch (InfoOf(insn.op).push) {
      case Push::kNone:
        return 0;
      case Push::kNil:
        return MaskOf(Type::kNil);
      case Push::kBool:
        return MaskOf(Type::kBool);
      case Push::kInt:
        return MaskOf(Type::kInt);
      case Push::kString:
        return kString;
      case Push::kList:
        return MaskOf(Type::kList);
      case Push::kRow:
        return ResultOf(program_.import(insn.b).row->kind);
    }
    return 0;
  }

  Status Step(size_t pc) {
    const Insn& insn = code_[pc];
    TRY(Pop(pc));
    TRY(Effect(pc));
    TypeMask pushed = Pushes(insn);
    if (pushed != 0) TRY(Put(pc, pushed));
    live_ = !EndsPath(insn.op);
    return {};
  }

  const Program& program_;
  std::span<const Insn> code_;
  TargetStates targets_;
  State state_;
  std::vector<TypeMask> block_;
  bool live_ = false;  // whether state_ reaches the next instruction
  size_t again_ = 0;   // where the next pass starts; the code's size: nowhere
  size_t deepest_ = 0;
};

}  // namespace
}  // namespace verify

Result<size_t> Verify(const Program& program) {
  TRY(verify::CheckOperands(program));
  return verify::Walk(program).Run();
}

}  // namespace trommel
