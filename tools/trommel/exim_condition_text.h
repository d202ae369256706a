// SPDX-License-Identifier: MIT
// A condition as Exim words it: `$h_to: does not contain x or personal`.
#pragma once

#include <functional>
#include <string_view>

#include "tools/trommel/exim_outline.h"

namespace trommel {

/// Receives the text piece by piece, as Exim prints it; false wants no more.
using PieceSink = std::function<bool(std::string_view)>;

/// Words a condition. Strings are as in the filter, not expanded; aliases are
/// left out; `does`, `is` and the nots come in one form; an `or` inside another
/// condition gets brackets.
void WordCondition(const OutlineNode& node, const PieceSink& sink);

}  // namespace trommel
