// SPDX-License-Identifier: MIT
// Periods as Pigeonhole's settings have them: "12h", "2d", "90".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace trommel::stdlib {

/// Seconds of a number and its unit, which may be left out: s, m (or mins), h,
/// d, w, or the whole word ("12 hours"). Absent when it is no period, or one
/// past 2^40 seconds.
std::optional<int64_t> PeriodSeconds(std::string_view text);

}  // namespace trommel::stdlib
