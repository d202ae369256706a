// SPDX-License-Identifier: MIT
// Numbers as Exim writes them, in its three notations.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib::exim {

/// A number of an expansion condition (`${if >{1K}{…}`): decimal, sign, one
/// suffix K, M or G; empty is 0. Errors in Exim's words: `integer expected but
/// "x" found`, `invalid integer "5x"`, `absolute value of integer "…" is too
/// large (overflow)`.
Result<int64_t> ReadInteger(std::string_view text);

/// A number of `above` and `below` (Exim filter spec, "Numeric tests"): C
/// notation (decimal, 0 octal, 0x), then k, then m; wraps at 32 bits. Nothing
/// for a malformed one, the empty string among them.
std::optional<int32_t> ReadFilterNumber(std::string_view text);

/// C notation in base 0 without suffix, wrapping at 32 bits as `add` does;
/// leading white space, a sign. Nothing when digits are missing or bytes
/// follow.
std::optional<int32_t> ReadAddend(std::string_view text);

/// Octal digits at the start of `text`, as a file mode; 0 if there are none.
int64_t ReadMode(std::string_view text);

/// A unit of Exim's time intervals.
struct TimeUnit {
  char letter;
  int64_t seconds;
};
inline constexpr TimeUnit kTimeUnits[] = {
    {'w', 604800}, {'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};

/// Seconds of an interval like 1w2d3h4m5s, units in any order; nothing for a
/// malformed one. It wraps at 32 bits, and a negative one is malformed.
std::optional<int64_t> ReadInterval(std::string_view text);

}  // namespace trommel::stdlib::exim
