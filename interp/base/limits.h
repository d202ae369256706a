// SPDX-License-Identifier: MIT
// Every budget as a constant, `limits::kNesting` and so on; limits.def says
// why.
#pragma once

#include <cstddef>

namespace trommel::limits {

#define LIMIT(name, value, origin) inline constexpr size_t k##name = value;
#include "interp/base/limits.def"
#undef LIMIT

}  // namespace trommel::limits
