// SPDX-License-Identifier: MIT
// The Sieve front end's door: source in, code or issues out.
#pragma once

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"
#include "interp/sieve/script_library.h"

namespace trommel::sieve {

/// Lexes, parses and checks a script and writes its code into `builder`, which
/// was made for `source`. All issues of the script are reported in `issues`;
/// false when one of them is an error. Issues of included scripts stand at
/// their `include`.
bool Compile(const SourceText& source, const RowIndex& rows,
             const IncludeOptions& include, IssueList* issues,
             Builder* builder);

}  // namespace trommel::sieve
