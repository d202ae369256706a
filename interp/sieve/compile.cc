// SPDX-License-Identifier: MIT
#include "interp/sieve/compile.h"

#include <utility>

#include "interp/base/arena.h"
#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/sieve/compiler.h"
#include "interp/sieve/parser.h"

namespace trommel::sieve {

bool CompileInto(const SourceText& source, const RowIndex& rows,
                 IssueList* issues, Builder* builder) {
  if (source.bytes().size() > limits::kScriptBytes) {
    issues->Error({}, "the script is larger than " +
                          std::to_string(limits::kScriptBytes) + " bytes");
    return false;
  }
  Arena arena;
  Node* first = Parse(source, rows, &arena, issues);
  Compiler(rows, builder, &arena, issues).Script(first);
  issues->Sort();
  return !issues->has_errors();
}

std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, IssueList* issues) {
  Builder builder(Language::kSieve, source);
  if (!CompileInto(source, rows, issues, &builder)) return std::nullopt;
  Result<std::string> bytes = builder.Finish();
  if (bytes) return std::move(*bytes);
  issues->Error({}, bytes.error().text);
  return std::nullopt;
}

}  // namespace trommel::sieve
