// SPDX-License-Identifier: MIT
// The words of an HTML text, for tests that look for words.
#pragma once

#include <string_view>

#include "interp/base/arena.h"

namespace trommel::stdlib {

/// `html` without comments, and the insides of script, style and title; tags
/// are blanks, where none stands before them; character references decoded. As
/// Pigeonhole has it. One pass; never longer than the input; lives in `arena`.
/// Example: "<p>a <b>b</b><br>&amp; c</p>" gives "a b & c ".
std::string_view HtmlText(std::string_view html, Arena* arena);

}  // namespace trommel::stdlib
