// SPDX-License-Identifier: MIT
// Arithmetic in strings: vnd.proton.eval.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// Works out `expression`: decimal numbers, + - * /, a sign before a term,
/// parentheses, blanks. Reckons in fractions; the result has no more than 15
/// places behind the point, cut, and no zeros at its end. kRun for bad syntax,
/// a division by zero, a number that grows past 18 digits, and brackets deeper
/// than limits::kNesting.
///
/// Example: EvalDecimal("2 * 25 - 1 / 8 + 3") is "52.875".
Result<std::string> EvalDecimal(std::string_view expression);

}  // namespace trommel::stdlib
