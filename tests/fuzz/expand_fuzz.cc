// SPDX-License-Identifier: MIT
// Any bytes as an Exim expansion: it ends in a value or in an error.
// Input: the string up to a NUL, then what stands in the header X: of the
// message ("$h_x:").
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tests/support/script_runner.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trommel;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t nul = std::min(input.find('\0'), input.size());
  const std::string_view text = input.substr(0, nul);
  testing::World world = testing::SampleWorld();
  world.message = "X: " + std::string(input.substr(nul)) + "\n\nbody\n";
  world.host.contents["/f"] = "a: b\n$c\n";
  world.host.programs["/p"] = {1, "out\n", false};
  StringExpander expander(stdlib::AllFeatures());
  const auto program = expander.Compile(text);
  if (!program) {
    if (program.error().code == Code::kInternal) std::abort();
    return 0;
  }
  const mail::Message message(world.message);
  vm::Machine machine(**program, world.host, world.settings);
  const auto value = machine.Evaluate({.message = &message,
                                       .envelope = &world.envelope,
                                       .testing = true,
                                       .expander = &expander});
  if (!value && value.error().code == Code::kInternal) std::abort();
  return 0;
}
