// SPDX-License-Identifier: MIT
// The Exim front end's door: filter text in, container bytes or issues out.
#pragma once

#include <optional>
#include <string>

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

/// Lexes, parses and emits an Exim filter (Exim filter spec, "exim.md" a, b).
/// The first syntax error is worded and numbered as Exim does, which stops
/// there; the others follow in the order of their places. Expansion errors are
/// no issues: they become code that fails when reached.
std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, const Options& options,
                                   IssueList* issues);

/// The first half of Compile: what the source says is written into `builder`,
/// which was made for it. False when there are errors among the issues.
bool CompileInto(const SourceText& source, const RowIndex& rows,
                 const Options& options, IssueList* issues, Builder* builder);

}  // namespace trommel::exim
