// SPDX-License-Identifier: MIT
// Verify: abstract interpretation of a program, types instead of values.
#include <algorithm>
#include <array>
#include <utility>

#include "interp/base/inline_vector.h"
#include "interp/program/verify_operands.h"
#include "interp/program/verify_state.h"

namespace trommel {
namespace verify {
namespace {

constexpr TypeMask kString = MaskOf(Type::kString);
constexpr TypeMask kStringOrNil = kString | MaskOf(Type::kNil);
constexpr TypeMask kStringOrList = kString | MaskOf(Type::kList);

/// Types that an instruction takes from the stack, all its values alike.
constexpr TypeMask TakesOf(Op op) {
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

constexpr bool EndsPath(Op op) {
  return op == Op::kHalt || op == Op::kJump || op == Op::kRaise ||
         op == Op::kForce;
}

/// The type that an instruction pushes; a row's own is not known here.
constexpr TypeMask PushOf(Push push) {
  switch (push) {
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
    case Push::kNone:
    case Push::kRow:
      break;
  }
  return 0;
}

/// Loops, matches, rows and jumps do more than pop and push.
constexpr bool HasEffect(Op op) {
  return op == Op::kCallConst || op == Op::kCall || op == Op::kIter ||
         op == Op::kEndIter || op == Op::kSaveMatch ||
         op == Op::kRestoreMatch || op == Op::kNext ||
         InfoOf(op).operand == Operand::kTarget;
}

/// What Step needs to know of an opcode.
struct alignas(8) Rule {
  int8_t pops;
  TypeMask takes;
  TypeMask push;
  bool plain;  ///< pops a known number, pushes one type, and that is all
  bool calls;  ///< pushes what a row gives
  bool ends;
};

constexpr auto kRules = [] {
  std::array<Rule, kOps.size()> rules{};
  for (size_t i = 0; i < rules.size(); ++i) {
    auto op = static_cast<Op>(i);
    const OpInfo& info = kOps[i];
    rules[i] = {static_cast<int8_t>(info.pops),
                TakesOf(op),
                PushOf(info.push),
                info.pops != kPopsCount && !HasEffect(op),
                info.push == Push::kRow,
                EndsPath(op)};
  }
  return rules;
}();

const Rule& RuleOf(Op op) { return kRules[static_cast<size_t>(op)]; }

/// Walks the code from front to back, states flowing down and along jumps, and
/// again from the lowest target that a jump back has changed.
class Walk {
 public:
  explicit Walk(const Program& program)
      : program_(program), code_(program.code()), targets_(code_.size()) {}

  Result<size_t> Run() {
    TRY(CheckOperands(program_, &targets_));
    for (uint32_t entry : program_.entries()) targets_.Add(entry);
    targets_.Start(program_.entries());
    // Loops settle after two passes; a program that takes more is hostile.
    constexpr int kPasses = 64;
    size_t from = 0;
    live_ = true;
    for (int pass = 0; pass < kPasses; ++pass) {
      again_ = code_.size();
      if (!Pass(from)) return Err(std::move(error_));
      if (again_ == code_.size()) return deepest_;
      from = again_;
      live_ = false;
    }
    return Err(Code::kBadProgram, "the jumps are too tangled");
  }

 private:
  bool Fail(size_t pc, const std::string& why) {
    error_ = Bad(program_, pc, why).error();
    return false;
  }
  bool FailAll(const char* why) {
    error_ = Error{Code::kBadProgram, why};
    return false;
  }

  bool Pass(size_t from) {
    for (size_t pc = from; pc < code_.size(); ++pc) {
      if (targets_.IsTarget(pc) && !Arrive(pc)) return false;
      if (live_ && !Step(pc)) return false;
    }
    if (live_) return FailAll("runs off the end");
    return true;
  }

  /// Goes on from everything that leads to the target `pc`.
  bool Arrive(size_t pc) {
    if (live_ && !Send(pc, pc)) return false;
    live_ = targets_.Reached(pc);
    if (live_) targets_.Restore(pc, state_);
    return true;
  }

  /// Lets the present state reach `target` from instruction `pc`.
  bool Send(size_t pc, size_t target) {
    switch (targets_.Unite(target, state_)) {
      case Merge::kSame:
        return true;
      case Merge::kGrew:
        if (target < pc) again_ = std::min(again_, target);
        return true;
      case Merge::kMismatch:
        return Fail(target, "paths meet with different stacks");
      case Merge::kTooMuch:
        return Fail(target, "too much on the stacks of jumps");
    }
    return true;
  }

  bool Put(size_t pc, TypeMask mask) {
    if (state_.depth == limits::kStackDepth) {
      return Fail(pc, "the stack is too deep");
    }
    state_.stack[state_.depth++] = mask;
    if (state_.depth > deepest_) deepest_ = state_.depth;
    return true;
  }

  size_t Pops(const Insn& insn, const Rule& rule) const {
    if (rule.pops != kPopsCount) return static_cast<size_t>(rule.pops);
    return insn.op == Op::kCall ? insn.c : insn.b;
  }

  bool Pop(size_t pc, const Insn& insn, const Rule& rule) {
    size_t count = Pops(insn, rule);
    if (count > state_.depth) return Fail(pc, "the stack is empty");
    auto values = state_.Top(count);
    if (insn.op == Op::kCall && !CheckArgs(pc, values)) return false;
    for (TypeMask mask : values) {
      if ((mask & ~rule.takes) != 0) return Fail(pc, "wrong type");
    }
    state_.depth = static_cast<uint16_t>(state_.depth - count);
    return true;
  }

  bool CheckArgs(size_t pc, std::span<const TypeMask> args) {
    const RowEntry& row = program_.import(code_[pc].b);
    std::string why;
    if (CheckCall(row, args, &why)) return true;
    return Fail(pc, std::string(row.row->name) + ": " + why);
  }

  bool CheckBlock(size_t pc) {
    block_.clear();
    for (const Value& value : program_.block(code_[pc].c)) {
      block_.push_back(MaskOf(value.type()));
    }
    return CheckArgs(pc, block_.all());
  }

  bool Open(size_t pc, uint16_t& count, size_t most) {
    if (count == most) return Fail(pc, "nested too deep");
    ++count;
    return true;
  }

  bool Close(size_t pc, uint16_t& count) {
    if (count == 0) return Fail(pc, "nothing to end");
    --count;
    return true;
  }

  /// Loops, matches, and the way along the jump.
  bool Effect(size_t pc, const Insn& insn) {
    switch (insn.op) {
      case Op::kCallConst:
        return CheckBlock(pc);
      case Op::kIter:
        return Open(pc, state_.loops, limits::kEximNesting);
      case Op::kEndIter:
        return Close(pc, state_.loops);
      case Op::kSaveMatch:
        return Open(pc, state_.saves, limits::kStackDepth);
      case Op::kRestoreMatch:
        return Close(pc, state_.saves);
      case Op::kNext:
        return ExitLoop(pc);
      case Op::kJump:
      case Op::kJumpFalse:
      case Op::kJumpTrue:
      case Op::kJumpNil:
        return Send(pc, insn.c);
      default:
        return true;
    }
  }

  bool ExitLoop(size_t pc) {
    if (!Close(pc, state_.loops)) return false;
    if (!Send(pc, code_[pc].c)) return false;
    ++state_.loops;
    return true;
  }

  bool Step(size_t pc) {
    const Insn& insn = code_[pc];
    const Rule& rule = RuleOf(insn.op);
    if (rule.pops != 0 && !Pop(pc, insn, rule)) return false;
    if (!rule.plain && !Effect(pc, insn)) return false;
    const TypeMask pushed =
        rule.calls ? ResultOf(program_.import(insn.b).row->kind) : rule.push;
    if (pushed != 0 && !Put(pc, pushed)) return false;
    live_ = !rule.ends;
    return true;
  }

  const Program& program_;
  std::span<const Insn> code_;
  TargetStates targets_;
  State state_;
  InlineVector<TypeMask, 32> block_;
  Error error_;        // why a step returned false
  bool live_ = false;  // whether state_ reaches the next instruction
  size_t again_ = 0;   // where the next pass starts; the code's size: nowhere
  size_t deepest_ = 0;
};

}  // namespace
}  // namespace verify

Result<size_t> Verify(const Program& program) {
  return verify::Walk(program).Run();
}

}  // namespace trommel
