// SPDX-License-Identifier: MIT
// Any bytes as a Sieve script: compiling must end in issues or in a program
// that loads, and never both or neither.
#include <cstdlib>

#include "interp/program/program.h"
#include "interp/sieve/compile.h"
#include "stdlib/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trommel;
  static const RowIndex rows(stdlib::AllFeatures());
  SourceText source("fuzz",
                    std::string(reinterpret_cast<const char*>(data), size));
  IssueList issues;
  Builder builder(Language::kSieve, source);
  const bool sound =
      sieve::Compile(source, rows, {.warn = true}, &issues, &builder);
  if (sound == issues.has_errors()) std::abort();
  for (const Issue& issue : issues.all()) {
    if (issue.span.begin > issue.span.end || issue.span.end > size)
      std::abort();
    Render(source, issue, false);
  }
  if (!sound) return 0;
  const Result<Program> program = builder.Build();
  if (!program) {
    if (program.error().code != Code::kLimit) std::abort();
    return 0;
  }
  if (!Program::Load(std::string(program->bytes()), rows)) std::abort();
  return 0;
}
