// SPDX-License-Identifier: MIT
// Arithmetic of ${eval: and ${eval10:.
#pragma once

#include <cstdint>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib::exim {

/// Evaluates `text`: + - * / % & | ^ << >> with C's precedence, unary - + ~,
/// parentheses to any depth, 64 bits. Numbers are decimal, or with
/// `decimal_only` unset also 0octal and 0xhex, and may end in k, m or g. The
/// Error's text is Exim's `MSG (after processing "…")`. Sums and
/// differences whose left side is 2^62 - 1 or more, or both of whose sides are
/// as far below 0, are errors; everything else wraps.
Result<int64_t> Evaluate(std::string_view text, bool decimal_only);

}  // namespace trommel::stdlib::exim
