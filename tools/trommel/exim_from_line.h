// SPDX-License-Identifier: MIT
// The mbox From line as Exim recognises it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trommel {

/// The sender that a first line `From sender date` names; nullopt for a line
/// that is none. The forms are those of Exim's ucp_from_pattern: weekday (or
/// none), month and day or day, month and year, then hours and minutes.
/// Example: "From a@b Fri Jan  5 12:35 GMT 1996" gives "a@b".
std::optional<std::string> FromLineSender(std::string_view line);

}  // namespace trommel
