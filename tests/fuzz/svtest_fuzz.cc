// SPDX-License-Identifier: MIT
// Any text as a test suite: compiles and runs without a fault. Nothing is sent.
#include <cstdint>
#include <string>

#include "tools/svtest/feature.h"
#include "tools/svtest/suite.h"

namespace {

class Nobody : public trommel::svtest::SuiteSink {
 public:
  void OnBegin(std::string_view) override {}
  void OnResult(const trommel::svtest::TestResult&) override {}
  void OnPrint(std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const trommel::Engine engine(trommel::svtest::Features());
  trommel::svtest::SuiteOptions options;
  options.sends = false;
  Nobody nobody;
  trommel::svtest::RunSuiteText(
      engine, "/nonexistent/suite.svtest",
      std::string(reinterpret_cast<const char*>(data), size), options, &nobody);
  return 0;
}
