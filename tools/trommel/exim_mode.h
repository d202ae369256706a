// SPDX-License-Identifier: MIT
// `trommel -bf FILE`: Exim's filter test modes, with Exim's command line and
// output.
#pragma once

#include <string_view>

#include "tools/trommel/commands.h"

namespace trommel {

/// Whether the program was called by a name that stands for Exim: exim, exim4
/// or sendmail, in whatever folder.
bool IsEximName(std::string_view path);

/// Tests filters on the message of standard input, as `exim4 -bf` does; the
/// exit status is Exim's, 0 or 1. `words` are those behind the program's name.
int RunEximMode(Words words);

}  // namespace trommel
