// SPDX-License-Identifier: MIT
// A quick word on regular expressions: is this pattern fine?
#pragma once

#include <string_view>

#include "interp/base/result.h"
#include "interp/text/regex.h"

namespace trommel::stdlib {

/// Ok for a pattern that compiles, else the compiler's error. Everyday patterns
/// are recognised by one pass over their bytes; only doubtful ones are compiled
/// (5,000 rules hold hundreds, and compiling one costs as much as a rule).
Status CheckRegex(std::string_view pattern, text::Regex::Options options);

/// Whether one pass is enough to know that `pattern` is a POSIX extended
/// regular expression: balanced groups, plain sets, single `*`, `+`, `?`,
/// escaped punctuation. False means "compile it to know".
bool IsPlainRegex(std::string_view pattern);

}  // namespace trommel::stdlib
