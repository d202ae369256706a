// SPDX-License-Identifier: MIT
#include "interp/sieve/compile.h"

#include <utility>

#include "interp/base/arena.h"
#include "interp/program/builder.h"
#include "interp/sieve/compiler.h"
#include "interp/sieve/parser.h"

namespace trommel::sieve {

bool Compile(const SourceText& source, const RowIndex& rows, IssueList* issues,
             Builder* builder) {
  Arena arena;
  Node* first = Parse(source, rows, &arena, issues);
  Compiler(rows, builder, &arena, issues).Script(first);
  issues->Sort();
  return !issues->has_errors();
}

}  // namespace trommel::sieve
