// SPDX-License-Identifier: MIT
// Characters of UTF-8, counted.
#pragma once

#include <cstddef>
#include <string_view>

namespace trommel::stdlib {

/// The bytes that the first `count` characters take; all of `text` if it has
/// no more. A byte that belongs to no character goes with the one before it.
/// Example: FirstCharacters("größe", 3) gives 4.
size_t FirstCharacters(std::string_view text, size_t count);

}  // namespace trommel::stdlib
