// SPDX-License-Identifier: MIT
#include "interp/sieve/compile.h"

#include <utility>

#include "interp/base/arena.h"
#include "interp/program/builder.h"
#include "interp/sieve/compiler.h"
#include "interp/sieve/lint.h"
#include "interp/sieve/parser.h"
#include "interp/sieve/session.h"

namespace trommel::sieve {

bool Compile(const SourceText& source, const RowIndex& rows,
             const IncludeOptions& include, IssueList* issues,
             Builder* builder) {
  Arena arena;
  Session session{rows, builder, &arena, include};
  session.open.push_back(source.name());
  Node* first = Parse(source, rows, &arena, issues);
  issues->MarkSyntax();
  Compiler(&session, source, issues).Script(first);
  if (include.warn && !issues->has_errors()) Lint(first, source, issues);
  issues->Sort();
  return !issues->has_errors();
}

}  // namespace trommel::sieve
