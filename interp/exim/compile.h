// SPDX-License-Identifier: MIT
// The Exim front end's door: filter text in, code or issues out.
#pragma once

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"

namespace trommel::exim {

class LintWorld;

struct Options {
  bool system_filter = false;
  const LintWorld* lint = nullptr;  ///< warn as well; null: do not
};

/// Lexes and parses an Exim filter and writes its code into `builder`, which
/// was made for `source`; false when there are errors among the issues. The
/// first syntax error is worded and numbered as Exim does, which stops there;
/// the others follow in the order of their places. Expansion errors are no
/// issues: they become code that fails when reached.
bool Compile(const SourceText& source, const RowIndex& rows,
             const Options& options, IssueList* issues, Builder* builder);

/// Parses expansion strings and writes code that leaves their values in the
/// first variable, with an entry for each. Outside of a filter $n0 and its like
/// are unknown, and the code does not know its places in the string, as nobody
/// traces it there.
void CompileExpansions(std::span<const std::string_view> texts,
                       const RowIndex& rows, bool in_filter, Builder* builder);

}  // namespace trommel::exim
