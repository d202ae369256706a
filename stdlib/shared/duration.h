// SPDX-License-Identifier: MIT
// Periods as Dovecot's settings have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace trommel::stdlib {

inline constexpr int64_t kDaySeconds = 86400;

/// Seconds of "90", "30m", "12 hours", "7d" or "2 weeks": a number and the
/// beginning of a unit's name, "mins" or "secs"; seconds where it has none.
/// Absent when it is no period or longer than 2**40 seconds.
std::optional<int64_t> ParseDuration(std::string_view text);

/// The same, or `otherwise`.
int64_t DurationOr(std::string_view text, int64_t otherwise);

}  // namespace trommel::stdlib
