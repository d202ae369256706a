// SPDX-License-Identifier: MIT
// Lint: warnings of what is no error in a Sieve script but seldom meant.
#pragma once

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/sieve/ast.h"

namespace trommel::sieve {

/// For a script without errors: commands that are never reached, tests that are
/// always true or false, :matches without a wildcard, deprecated capabilities,
/// an action that says again what the one before says, a redirect of all mail.
/// Names that no header field can have are judged with their tests.
void Lint(const Node* first, const SourceText& source, IssueList* issues);

}  // namespace trommel::sieve
