// SPDX-License-Identifier: MIT
// Cases by hand: what engines that resemble Perl disagree about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/pcre/engine.h"

namespace trommel::pcre {

/// Reads lines `PATTERN <tab> SUBJECT` in which `<0D0A>` (hex digits in upper
/// case) stands for bytes; `# ` starts a comment. Each line gives two cases,
/// without and with PCRE2_CASELESS. A line without a tab gives none.
/// Example: "a$\ta<0A>".
std::vector<Case> ParseCorners(std::string_view text);

}  // namespace trommel::pcre
