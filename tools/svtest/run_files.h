// SPDX-License-Identifier: MIT
// RunFiles: several suites, each in a process of its own.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "interp/engine.h"
#include "tools/svtest/suite.h"

namespace trommel::svtest {

/// What one file came to.
struct FileResult {
  std::string path;
  std::vector<TestResult> tests;
  std::string printed;  ///< what the suite printed for people
  std::string fault;    ///< why it was given up; empty: it was not
};

struct RunPlan {
  size_t jobs = 1;
  unsigned seconds = 60;  ///< for each test
  vm::Settings settings;
};

/// Runs the suites, `plan.jobs` at a time, and tells of each in the order of
/// `paths`. A suite that crashes or a test that takes too long ends that suite
/// alone. kTemporary when the system gives no process.
Status RunFiles(const Engine& engine, std::span<const std::string> paths,
                const RunPlan& plan,
                const std::function<void(const FileResult&)>& tell);

}  // namespace trommel::svtest
