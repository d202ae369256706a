// SPDX-License-Identifier: MIT
// The Sieve front end's door: source in, container bytes or issues out.
#pragma once

#include <optional>
#include <string>

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"

namespace trommel::sieve {

/// Lexes, parses, checks and emits. All issues of the script are reported in
/// `issues`; nothing is returned when one of them is an error.
std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, IssueList* issues);

/// The first half of Compile: what the source says is written into `builder`,
/// which was made for it. False when there are errors among the issues.
bool CompileInto(const SourceText& source, const RowIndex& rows,
                 IssueList* issues, Builder* builder);

}  // namespace trommel::sieve
