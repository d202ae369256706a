// SPDX-License-Identifier: MIT
// The Sieve front end's door: source in, code or issues out.
#pragma once

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"

namespace trommel::sieve {

/// Lexes, parses and checks a script and writes its code into `builder`, which
/// was made for `source`. All issues of the script are reported in `issues`;
/// false when one of them is an error.
bool Compile(const SourceText& source, const RowIndex& rows, IssueList* issues,
             Builder* builder);

}  // namespace trommel::sieve
