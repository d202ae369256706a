// SPDX-License-Identifier: MIT
// The Exim front end's door: filter text in, container bytes or issues out.
#pragma once

#include <optional>
#include <string>

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/row_index.h"

namespace trommel::exim {

struct Options {
  bool system_filter = false;
};

/// Lexes, parses and emits an Exim filter (Exim filter spec, "exim.md" a, b).
/// A syntax error is one Issue, worded and numbered as Exim does; expansion
/// errors are no issues: they become code that fails when reached.
std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, const Options& options,
                                   IssueList* issues);

}  // namespace trommel::exim
