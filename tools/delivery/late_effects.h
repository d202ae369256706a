// SPDX-License-Identifier: MIT
// Late effects: log lines and replies, after the message is in its place.
#pragma once

#include <optional>
#include <span>

#include "tools/delivery/plan.h"

namespace trommel::delivery {

/// Writes the log lines and sends the replies, in order. What fails is told to
/// places.log and left out: the message itself is delivered.
void CarryOutLate(std::span<const vm::Action* const> actions,
                  const PlanInput& input);

/// Seconds of an Exim time interval such as `7d`, `1w2d3h4m5s` or `90`
/// (seconds); absent when it is none.
std::optional<int64_t> ParseInterval(std::string_view text);

}  // namespace trommel::delivery
