// SPDX-License-Identifier: MIT
// Parser: tokens to a tree, RFC 5228 section 8.2, going on after every error.
#pragma once

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"

namespace trommel::sieve {

/// Parses all of `source` into `arena` and returns the first command, or null
/// for an empty script. Every syntax error is reported; the tree holds what
/// could be read, with `broken` nodes where something was wrong. After
/// limits::kIssues errors it stops: no more are kept. Nesting deeper
/// than limits::kNesting is reported and skipped. `rows` only tells words that
/// are tests from others, to place a missing semicolon.
Node* Parse(const SourceText& source, const RowIndex& rows, Arena* arena,
            IssueList* issues);

/// Whether `name` is one of the tests of the grammar itself: not, anyof, allof.
bool TakesTests(std::string_view name);

}  // namespace trommel::sieve
