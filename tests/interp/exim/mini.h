// SPDX-License-Identifier: MIT
// A small engine for tests of the Exim front end: a dozen rows of our own, so
// that what is tested is the front end and not the standard library.
#pragma once

#include <string>
#include <string_view>

#include "interp/program/row_index.h"

namespace trommel::exim {

/// Compiles and runs `body` after a `# Exim filter` line, so that it begins on
/// line 2. One line a command that ran: its row and its arguments in brackets
/// (`save[0 /tmp/x nil]`); a failed run ends in `error: TEXT`. A filter that
/// does not compile is `LINE:COLUMN: TEXT`.
///
/// Variables: $local_part is "me", $domain "example.com", $nX is "X". Headers:
/// `h` gives <name>. Operators lc, uc; items sg and substr; lookup extract (the
/// value after `key=` up to a blank) and "extract number"; ${if eq, match,
/// bool, def, first_delivery (true); sources split at commas.
std::string RunFilter(std::string_view body, bool system_filter = false);

/// What `testprint "TEXT"` prints, or `error: MESSAGE` without the frame.
std::string Expand(std::string_view text);

/// The rows of the small language that these tests compile.
const RowIndex& Rows();

}  // namespace trommel::exim
