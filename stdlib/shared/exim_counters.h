// SPDX-License-Identifier: MIT
// The counters $n0 … $n9 of one run of an Exim filter.
#pragma once

#include <array>
#include <cstdint>

namespace trommel::stdlib::exim {

/// State of a run (CallContext::State): set by `add`, read by $n0 … $n9.
struct Counters {
  std::array<int32_t, 10> n{};
};

}  // namespace trommel::stdlib::exim
