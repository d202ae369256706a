// SPDX-License-Identifier: MIT
// Dates of RFC 5322 with obsolete zones, asctime and mbox forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trommel::text {

/// A moment with the zone that it was written in.
struct DateTime {
  int64_t seconds = 0;       ///< since 1970-01-01T00:00:00Z
  int32_t zone_minutes = 0;  ///< east of UTC
};

/// Fields of a moment in its zone. Months and days count from 1, weekday 0 is
/// Sunday.
struct CivilTime {
  int64_t year;
  int month, day, hour, minute, second, weekday, year_day;
};

/// Reads `Fri, 21 Nov 1997 09:55:06 -0600`, missing weekday, two-digit years,
/// named and military zones, comments, missing seconds, asctime order
/// (`Fri Nov 21 09:55:06 1997`, with or without zone or year at the end).
std::optional<DateTime> ParseDate(std::string_view text);

/// Minutes east of UTC of a zone's name: EST and its like, military letters
/// (A to M without J east, N to Y west); 0 for all others.
int32_t NamedZone(std::string_view name);

CivilTime ToCivil(const DateTime& time);
/// Days from 1970-01-01 of a proleptic Gregorian date; month 1 to 12.
int64_t DaysFromCivil(int64_t year, int month, int day);
/// `Fri, 21 Nov 1997 09:55:06 -0600`.
std::string FormatRfc5322(const DateTime& time);
/// `Fri Nov 21 09:55:06 1997`, as in an mbox From line.
std::string FormatAsctime(const DateTime& time);

}  // namespace trommel::text
