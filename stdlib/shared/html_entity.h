// SPDX-License-Identifier: MIT
// Character references of HTML.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// Decodes the reference at html[at], a '&', to UTF-8 in `out`; how long it is,
/// 0 if there is none. Known are the names that mail uses (Latin letters,
/// punctuation, currencies) and all numbers; &nbsp; is a blank. `out` is never
/// longer than the reference.
/// Example: `&eacute;` gives "é" and 8.
size_t DecodeEntity(std::string_view html, size_t at, std::string* out);

}  // namespace trommel::stdlib
