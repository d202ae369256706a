// SPDX-License-Identifier: MIT
// TargetStates.
#include "interp/program/verify_state.h"

#include <algorithm>

namespace trommel::verify {

TargetStates::TargetStates(std::span<const Insn> code) {
  number_.assign(code.size());
  uint32_t count = 0;
  for (const Insn& insn : code) {
    if (InfoOf(insn.op).operand != Operand::kTarget) continue;
    if (number_[insn.c] == 0) number_[insn.c] = ++count;
  }
  entries_.assign(count);
}

Merge TargetStates::Keep(Entry& entry, const State& state) {
  // Scripts leave a handful of values below a jump.
  constexpr size_t kMasksPerInsn = 16;
  size_t budget = number_.size() * kMasksPerInsn + limits::kStackDepth;
  if (masks_.size() + state.depth > budget) return Merge::kTooMuch;
  entry = {masks_.size(), state.depth, state.loops, state.saves, true};
  masks_.append(state.Top(state.depth));
  return Merge::kGrew;
}

Merge TargetStates::Unite(size_t pc, const State& state) {
  Entry& entry = entries_[number_[pc] - 1];
  if (!entry.reached) return Keep(entry, state);
  if (entry.depth != state.depth || entry.loops != state.loops ||
      entry.saves != state.saves) {
    return Merge::kMismatch;
  }
  Merge merge = Merge::kSame;
  for (size_t i = 0; i < state.depth; ++i) {
    TypeMask& mask = masks_[entry.first + i];
    auto united = static_cast<TypeMask>(mask | state.stack[i]);
    if (united != mask) merge = Merge::kGrew;
    mask = united;
  }
  return merge;
}

void TargetStates::Restore(size_t pc, State& state) const {
  const Entry& entry = At(pc);
  state.depth = entry.depth;
  state.loops = entry.loops;
  state.saves = entry.saves;
  std::copy_n(masks_.data() + entry.first, entry.depth, state.stack.begin());
}

}  // namespace trommel::verify
