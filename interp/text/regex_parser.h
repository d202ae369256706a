// SPDX-License-Identifier: MIT
// PCRE2's pattern language, read into a tree. For interp/text/regex*.cc alone.
#pragma once

#include <string_view>

#include "interp/base/result.h"
#include "interp/text/regex_tree.h"

namespace trommel::text {

/// `dot_all` starts with (?s) set. Reads a pattern as PCRE2 10.42 does in byte
/// mode with its defaults (pcre2pattern(3)). Fails with kRun and PCRE2's own
/// reason and offset, such as "missing closing parenthesis at offset 2", and
/// for what it has but we do not with "NAME is not supported at offset N".
Result<RegexTree> ParseRegex(std::string_view pattern, bool caseless,
                             bool dot_all = false);

}  // namespace trommel::text
