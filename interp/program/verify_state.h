// SPDX-License-Identifier: MIT
// State and TargetStates: what the verifier knows on the way to an instruction.
// Private to interp/program.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "interp/base/inline_vector.h"
#include "interp/base/limits.h"
#include "interp/program/program.h"

namespace trommel::verify {

/// Possible types of each value on the stack, open loops, remembered matches.
struct State {
  std::array<TypeMask, limits::kStackDepth> stack;
  uint16_t depth = 0;
  uint16_t loops = 0;
  uint16_t saves = 0;

  std::span<const TypeMask> Top(size_t count) const {
    return std::span(stack).subspan(depth - count, count);
  }
};

/// How a state met the one kept at a target.
enum class Merge : uint8_t { kSame, kGrew, kMismatch, kTooMuch };

/// The states at jump targets; memory in proportion to the code.
class TargetStates {
 public:
  /// For code of so many instructions.
  explicit TargetStates(size_t code) { number_.assign(code); }

  void Add(uint32_t target) {
    if (number_[target] == 0) number_[target] = ++count_;
  }
  /// After the last Add(). `entries`, which were added, are what an empty state
  /// reaches.
  void Start(std::span<const uint32_t> entries);

  bool IsTarget(size_t pc) const { return number_[pc] != 0; }
  bool Reached(size_t pc) const { return At(pc).reached; }
  /// Unites `state` with what is known at the target `pc`. Masks only grow;
  /// stack, loops and matches must be equally deep. kTooMuch: past the budget.
  Merge Unite(size_t pc, const State& state);
  /// REQUIRES Reached(pc).
  void Restore(size_t pc, State& state) const;

 private:
  struct Known {
    size_t first = 0;  // of masks_
    uint16_t depth = 0;
    uint16_t loops = 0;
    uint16_t saves = 0;
    bool reached = false;
  };
  const Known& At(size_t pc) const { return known_[number_[pc] - 1]; }
  Merge Keep(Known& known, const State& state);

  uint32_t count_ = 0;
  InlineVector<uint32_t, 128> number_;  // by pc; 0: no target
  InlineVector<Known, 16> known_;
  InlineVector<TypeMask, 64> masks_;
};

}  // namespace trommel::verify
