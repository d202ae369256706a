// SPDX-License-Identifier: MIT
// Dates in header fields and the parts of them that the tests date and
// currentdate compare (RFC 5260 sections 4 and 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/text/date.h"

namespace trommel::stdlib {

/// The date that makes up a field's value, or what stands behind its last
/// semicolon. Strict where text::ParseDate is lenient: the order is RFC 5322's,
/// comments and folds may stand between all tokens, a year is 1900
/// or later and has four digits, two or three as in RFC 5322 section 4.3, and
/// what no calendar has is no date.
/// The weekday is not compared with the date, what follows the zone is not
/// looked at; no zone, or an unknown one, is +0000.
std::optional<text::DateTime> ReadHeaderDate(std::string_view value);

/// `+hhmm` or `-hhmm` in minutes.
std::optional<int32_t> ReadZone(std::string_view text);

/// The part called `name` (caseless: "year", "iso8601" …) of a moment in its
/// zone; absent for an unknown name.
/// Example: DatePart("julian", {0, 0}) is "40587".
std::optional<std::string> DatePart(std::string_view name,
                                    const text::DateTime& time);
bool IsDatePart(std::string_view name);

}  // namespace trommel::stdlib
