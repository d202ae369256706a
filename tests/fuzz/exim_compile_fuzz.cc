// SPDX-License-Identifier: MIT
// Any bytes as an Exim filter: compiling ends in issues or in a program that
// loads, and never in anything else. The first byte chooses user or system.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interp/exim/compile.h"
#include "interp/program/program.h"
#include "stdlib/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trommel;
  static const RowIndex rows(stdlib::AllFeatures());
  if (size == 0) return 0;
  exim::Options options;
  options.system_filter = (data[0] & 1U) != 0;
  const char* bytes = reinterpret_cast<const char*>(data);
  const SourceText source("fuzz", std::string(bytes + 1, size - 1));
  IssueList issues;
  Builder builder(Language::kExim, source);
  const bool sound = exim::Compile(source, rows, options, &issues, &builder);
  if (sound == issues.has_errors()) std::abort();
  if (!sound) return 0;
  const Result<Program> program = builder.Build();
  if (!program) {
    if (program.error().code != Code::kLimit) std::abort();
    return 0;
  }
  if (!Program::Load(std::string(program->bytes()), rows)) std::abort();
  return 0;
}
