// SPDX-License-Identifier: MIT
// Suite: one file of the test language, run to its end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/engine.h"
#include "interp/vm/settings.h"

namespace trommel::svtest {

/// What came of one test.
struct TestResult {
  std::string name;
  std::string reason;  ///< empty: it succeeded
};

/// Hears of what a suite does while it does it.
class SuiteSink {
 public:
  virtual ~SuiteSink() = default;
  virtual void OnBegin(std::string_view name) = 0;
  virtual void OnResult(const TestResult& result) = 0;
  /// Text of test_result_print and test_message_print.
  virtual void OnPrint(std::string_view text) = 0;
};

/// What a suite may do.
struct SuiteOptions {
  vm::Settings settings;
  bool sends = true;  ///< false: what is sent goes nowhere, no program runs
};

/// Compiles and runs `path`. What gave the suite up, an error of its own, is
/// returned; empty: it came to its end. `engine` has svtest::Features().
std::string RunSuite(const Engine& engine, const std::string& path,
                     const SuiteOptions& options, SuiteSink* sink);
/// The same for a text that is called `path`.
std::string RunSuiteText(const Engine& engine, const std::string& path,
                         std::string bytes, const SuiteOptions& options,
                         SuiteSink* sink);

}  // namespace trommel::svtest
