// SPDX-License-Identifier: MIT
// The work that a run may do: one meter a thread, spent by the loops over text.
#pragma once

#include <cstdint>

#include "interp/base/limits.h"

namespace trommel::work {

namespace internal {
inline constinit thread_local uint64_t left = UINT64_MAX;
}  // namespace internal

/// What a search or a comparison costs besides its bytes.
inline constexpr uint64_t kPerCall = 64;

/// From now on this thread may look at limits::kWorkBytes; without a Begin
/// there is no limit.
inline void Begin() { internal::left = limits::kWorkBytes; }
inline void End() { internal::left = UINT64_MAX; }

/// What is left, and how to go on with it: for a run inside of another.
inline uint64_t Left() { return internal::left; }
inline void Resume(uint64_t left) { internal::left = left; }

/// Tells that a loop has looked at so many bytes. Never fails: who loops over
/// many calls asks Spent() and ends in kLimit.
inline void Spend(uint64_t bytes) {
  internal::left -= bytes < internal::left ? bytes : internal::left;
}
inline bool Spent() { return internal::left == 0; }

/// The error text of a run that has spent all.
inline constexpr const char* kError = "the run compared too many bytes";

}  // namespace trommel::work
