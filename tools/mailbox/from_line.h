// SPDX-License-Identifier: MIT
// The `From ` line that starts each message of an mbox.
#pragma once

#include <cstddef>
#include <string_view>

namespace trommel::mailbox {

/// Longer lines are never `From ` lines.
inline constexpr size_t kFromLineBytes = 1024;

/// Whether the first line of `text` is an mbox separator: `From `, a sender
/// that may be empty or have blanks in it, and a date: a day of one or two
/// digits, then time and four-digit year, either first, with or without
/// seconds, zones and a month between. Weekday, `remote from x` and the like
/// are passed over. Only the first kFromLineBytes are looked at. Example: "From
/// a@b Fri Nov 20 21:40:09 2026" is one.
bool StartsWithFromLine(std::string_view text);

/// `line` without the LF or CRLF that ends it, if one does.
std::string_view WithoutLineEnd(std::string_view line);

}  // namespace trommel::mailbox
