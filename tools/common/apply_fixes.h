// SPDX-License-Identifier: MIT
// ApplyFixes: the changes that issues bring with them, made.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/diagnostic.h"

namespace trommel {

/// `bytes` with all fixes of `issues` made; where two touch the same bytes, the
/// first one. `count` (not null) tells how many were made.
std::string ApplyFixes(std::string_view bytes, const IssueList& issues,
                       size_t* count);

}  // namespace trommel
