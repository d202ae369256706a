// SPDX-License-Identifier: MIT
// TargetStates.
#include "interp/program/verify_state.h"

#include <algorithm>

namespace trommel::verify {

void TargetStates::Start(std::span<const uint32_t> entries) {
  known_.assign(count_);
  for (uint32_t entry : entries) known_[number_[entry] - 1].reached = true;
}

Merge TargetStates::Keep(Known& entry, const State& state) {
  // Scripts leave a handful of values below a jump.
  constexpr size_t kMasksPerInsn = 16;
  size_t budget = number_.size() * kMasksPerInsn + limits::kStackDepth;
  if (masks_.size() + state.depth > budget) return Merge::kTooMuch;
  entry = {masks_.size(), state.depth, state.loops, state.saves, true};
  masks_.append(state.Top(state.depth));
  return Merge::kGrew;
}

Merge TargetStates::Unite(size_t pc, const State& state) {
  Known& entry = known_[number_[pc] - 1];
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
  const Known& entry = At(pc);
  state.depth = entry.depth;
  state.loops = entry.loops;
  state.saves = entry.saves;
  std::copy_n(masks_.data() + entry.first, entry.depth, state.stack.begin());
}

}  // namespace trommel::verify
