// SPDX-License-Identifier: MIT
#include "interp/sieve/compile.h"

#include <utility>

#include "interp/base/arena.h"
#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/sieve/compiler.h"
#include "interp/sieve/parser.h"

namespace trommel::sieve {

std::optional<std::string> Compile(const SourceText& source,
                                   const RowIndex& rows, IssueList* issues) {
  if (source.bytes().size() > limits::kScriptBytes) {
    issues->Error({}, "the script is larger than " +
                          std::to_string(limits::kScriptBytes) + " bytes");
    return std::nullopt;
  }
  Arena arena;
  Builder builder(Language::kSieve, source);
  Node* first = Parse(source, rows, &arena, issues);
  Compiler(rows, &builder, &arena, issues).Script(first);
  issues->Sort();
  if (issues->has_errors()) return std::nullopt;
  Result<std::string> bytes = builder.Finish();
  if (bytes) return std::move(*bytes);
  issues->Error({}, bytes.error().text);
  return std::nullopt;
}

}  // namespace trommel::sieve
