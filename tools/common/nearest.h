// SPDX-License-Identifier: MIT
// Nearest: the known word that a mistyped one was probably meant to be.
#pragma once

#include <span>
#include <string_view>

namespace trommel {

/// The word of `known` with the fewest typing errors (inserted, lost, changed
/// and swapped letters) away from `word`; empty when none is near: more than a
/// third of the letters wrong. The first of equals wins.
/// Example: Nearest("tset", {"test", "run"}) gives "test".
std::string_view Nearest(std::string_view word,
                         std::span<const std::string_view> known);

}  // namespace trommel
