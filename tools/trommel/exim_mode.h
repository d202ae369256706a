// SPDX-License-Identifier: MIT
// `trommel -bf FILE`: Exim's filter test modes, with Exim's command line and
// output.
#pragma once

#include <string_view>

#include "tools/trommel/commands.h"

namespace trommel {

/// Whether the program was called by a name that stands for Exim, in whatever
/// folder: exim, exim4, sendmail or rmail, and those that Exim takes for an
/// option that needs an MTA (mailq, rsmtp, runq, newaliases).
bool IsEximName(std::string_view path);

/// Tests filters on the message of standard input, as `exim4 -bf` does; the
/// exit status is Exim's, 0 or 1. `path` is the program's name as called,
/// `words` are those behind it.
int RunEximMode(std::string_view path, Words words);

}  // namespace trommel
