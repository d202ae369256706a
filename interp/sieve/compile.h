// SPDX-License-Identifier: MIT
// The Sieve front end's door: source in, container bytes or issues out.
#pragma once

#include <optional>
#include <string>

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/row_index.h"

namespace trommel::sieve {

/// Lexes, parses, checks and emits. All issues of the script are reported in
/// `issues`; nothing is returned when one of them is an error.
std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, IssueList* issues);

}  // namespace trommel::sieve
