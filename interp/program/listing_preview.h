// SPDX-License-Identifier: MIT
// Previews: constants as the comments of a listing show them. Private to
// interp/program.
#pragma once

#include <span>
#include <string>

#include "interp/program/value.h"

namespace trommel::listing {

/// The value in short: `nil`, `true`, `7`, `"text"`, `["a" "b"]`; what is long
/// ends in `...`.
std::string Preview(const Value& value);
/// The same of several, blanks between.
std::string PreviewAll(std::span<const Value> values);

}  // namespace trommel::listing
