// SPDX-License-Identifier: MIT
// What a spam or virus scanner said of a message (RFC 5235), read from a header
// field as Pigeonhole's settings describe it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The settings of one kind of scanner.
struct ScanSettings {
  std::string_view type;        ///< score, strlen or text
  std::string_view header;      ///< "Name" or "Name: expression"
  std::string_view max_value;   ///< a number
  std::string_view max_header;  ///< as `header`
  std::string_view texts;       ///< map: result as a text by its number
  int64_t highest = 10;         ///< number of the worst text
};

/// How bad a message is: score of max, neither below 0, score never above max.
struct ScanVerdict {
  int64_t score = 0;
  int64_t max = 1;  ///< above 0
  /// 1 to `steps`, for what was tested.
  int64_t Step(int64_t steps) const { return score * (steps - 1) / max + 1; }
  int64_t Percent() const { return score * 100 / max; }
};

/// Absent: not tested, or nobody can tell. kRun or kLimit for a bad expression
/// in the settings.
Result<std::optional<ScanVerdict>> ReadVerdict(vm::CallContext& context,
                                               const ScanSettings& settings);

/// A decimal number, "-3.25" or "3,25", in millionths, cut; absent for anything
/// else, and from 1,000,000,000 on.
std::optional<int64_t> Millionths(std::string_view text);

}  // namespace trommel::stdlib
