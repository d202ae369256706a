// SPDX-License-Identifier: MIT
// The mbox From line as Exim recognises it.
#pragma once

#include <optional>
#include <string_view>

namespace trommel {

/// Views of the line.
struct FromLine {
  std::string_view sender;
  std::string_view matched;  ///< what the pattern takes: up to the minutes
};

/// Reads a first line `From sender date`; nullopt for a line that is none. The
/// forms are those of Exim's uucp_from_pattern: weekday (or none), month and
/// day or day, month and year, then hours and minutes.
/// Example: "From a@b Fri Jan  5 12:35 GMT 1996" has the sender "a@b".
std::optional<FromLine> ReadFromLine(std::string_view line);

}  // namespace trommel
