// SPDX-License-Identifier: MIT
// Everyday regular expressions, recognised by one pass over their bytes. For
// interp/text/regex.cc and for checks at compile time.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "interp/text/regex.h"

namespace trommel::text {

/// The number of groups of a pattern of which one pass is enough to know that
/// it is well-formed: balanced groups, plain sets, single `*`, `+`, `?`,
/// escaped punctuation, for Perl also a leading `(?s)` or `(?i)`. Nothing means
/// "compile it to know". Example: PlainGroups("(a|b)+", RegexSyntax::kPerl)
/// == 1.
std::optional<size_t> PlainGroups(std::string_view pattern, RegexSyntax syntax);

}  // namespace trommel::text
