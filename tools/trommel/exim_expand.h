// SPDX-License-Identifier: MIT
// `trommel -be`: Exim's expansion test mode, with Exim's output.
#pragma once

#include "tools/trommel/exim_options.h"

namespace trommel {

/// Expands the strings of the command line, or those of standard input line by
/// line behind prompts (Exim specification, "Exim command line", -be). The exit
/// status is Exim's: 0 whatever the strings come to.
int RunExpandMode(EximOptions options);

}  // namespace trommel
