// SPDX-License-Identifier: MIT
// The words of an HTML text, for tests that look for words.
#pragma once

#include <string_view>

#include "interp/base/arena.h"

namespace trommel::stdlib {

/// `html` with tags and comments turned into blanks, the insides of script,
/// style and title dropped, character references decoded. One pass; never
/// longer than the input; lives in `arena`.
/// Example: "<p>a<br>b &amp; c</p>" gives " a b & c ".
std::string_view HtmlText(std::string_view html, Arena* arena);

}  // namespace trommel::stdlib
