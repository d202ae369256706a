// SPDX-License-Identifier: MIT
// Script and message from one input: what compiles must run without a fault,
// and the same after a trip through its listing.
// Input: 's' or 'x' for the language, the script up to a NUL, the message.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tests/support/script_runner.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace tt = trommel::testing;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  trommel::Language language = input.front() == 'x' ? trommel::Language::kExim
                                                    : trommel::Language::kSieve;
  input.remove_prefix(1);
  size_t nul = input.find('\0');
  if (nul == std::string_view::npos) return 0;
  std::string_view script = input.substr(0, nul);
  tt::World world = tt::SampleWorld();
  world.message = input.substr(nul + 1);
  tt::Report direct = tt::RunScript(script, language, world);
  tt::Report listed = tt::RunScript(script, language, world, tt::Mode::kListed);
  if (!(direct == listed)) std::abort();
  return 0;
}
