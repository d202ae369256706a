// SPDX-License-Identifier: MIT
// Fuzzer: arbitrary bytes as a program, and as a listing. What loads must list
// and assemble to the same bytes; what assembles must load or be refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "interp/program/listing.h"
#include "interp/program/program.h"
#include "tests/interp/program/fake_features.h"

namespace {

void LoadAndList(std::string bytes) {
  auto program = trommel::Program::Load(bytes, trommel::fake::Index());
  if (!program) return;
  for (uint32_t pc = 0; pc < program->code().size(); ++pc) {
    program->PlaceOf(pc);
    program->FrameOf(pc);
  }
  auto again = trommel::Assemble(trommel::Disassemble(*program));
  if (!again || *again != bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string input(reinterpret_cast<const char*>(data), size);
  if (auto bytes = trommel::Assemble(input)) LoadAndList(std::move(*bytes));
  LoadAndList(std::move(input));
  return 0;
}
