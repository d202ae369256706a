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
  std::optional<std::string> bytes = sieve::Compile(source, rows, &issues);
  if (bytes.has_value() == issues.has_errors()) std::abort();
  for (const Issue& issue : issues.all()) {
    if (issue.span.begin > issue.span.end || issue.span.end > size)
      std::abort();
    Render(source, issue, false);
  }
  if (bytes && !Program::Load(std::move(*bytes), rows)) std::abort();
  return 0;
}
