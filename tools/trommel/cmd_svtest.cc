// SPDX-License-Identifier: MIT
// trommel svtest: test suites for filters, in the language of Pigeonhole's
// own.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "tools/common/config.h"
#include "tools/common/output.h"
#include "tools/svtest/feature.h"
#include "tools/svtest/run_files.h"
#include "tools/svtest/settings.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr size_t kMostJobs = 64;
constexpr size_t kMostSeconds = 86400;

constexpr std::array kOptions = {
    Option{'F', "expect-failure", "",
           "pass only when every test fails, or the file does not compile"},
    Option{0, "format", "FORMAT", "pigeonhole (as it is told here) or tap"},
    Option{'j', "jobs", "N", "files at a time; 0: one a processor"},
    Option{0, "timeout", "SECONDS", "that a test may take (60)"},
    kConfigOption,
    kSetOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel svtest",
    .arguments = "FILE...",
    .summary = "Run test suites for filters (.svtest files).",
    .text =
        "A suite is a Sieve script that requires vnd.dovecot.testsuite: its\n"
        "commands compile a filter, Sieve's or Exim's, run it over messages\n"
        "and look at what came of it; mail is stored in mailboxes in memory\n"
        "and sent to an outbox, nothing leaves. docs/TESTING-YOUR-FILTERS.md\n"
        "tells how to write one.\n"
        "\n"
        "Exit status: 0 when all tests succeeded; 1 when one failed; 64 for a\n"
        "wrong command line.\n",
    .examples =
        "  trommel svtest my-filter.svtest\n"
        "  trommel svtest -j0 --format tap tests/*.svtest\n",
    .options = kOptions,
    .least = 1};

std::string Numbered(size_t number) {
  std::string digits = std::to_string(number);
  return digits.size() < 2 ? "0" + digits : digits;
}

size_t Failures(const svtest::FileResult& file) {
  return static_cast<size_t>(std::ranges::count_if(
      file.tests,
      [](const svtest::TestResult& test) { return !test.reason.empty(); }));
}

/// With -F: every test failed, or the file did.
bool Passed(const svtest::FileResult& file, bool expect_failure) {
  const size_t failures = Failures(file);
  if (!expect_failure) return file.fault.empty() && failures == 0;
  return !file.fault.empty() || (failures > 0 && failures == file.tests.size());
}

std::string Counted(size_t count) { return std::to_string(count) + " tests"; }

std::string Verdict(const svtest::FileResult& file, bool expect_failure) {
  const size_t extra = file.fault.empty() ? 0 : 1;
  const size_t total = file.tests.size() + extra;
  const size_t failures = Failures(file) + extra;
  if (Passed(file, expect_failure)) {
    return "PASS: " +
           (expect_failure ? Counted(failures) + " failed (expected to fail)"
                           : Counted(total) + " succeeded") +
           ".\n\n";
  }
  if (expect_failure) {
    return "FAIL: " + std::to_string(total - failures) + " of " +
           Counted(total) + " succeeded (expected to fail).\n\n";
  }
  return "FAIL: " + std::to_string(failures) + " of " + Counted(total) +
         " failed.\n\n";
}

std::string PlainReport(const svtest::FileResult& file, bool expect_failure) {
  std::string out = "Test case: " + file.path + ":\n\n" + file.printed;
  size_t number = 0;
  for (const svtest::TestResult& test : file.tests) {
    out += Numbered(++number) + ": Test '" + test.name + "' " +
           (test.reason.empty() ? "SUCCEEDED" : "FAILED: " + test.reason) +
           "\n";
  }
  if (!file.fault.empty()) out += "XX: Test CASE FAILED: " + file.fault + "\n";
  return out + "\n" + Verdict(file, expect_failure);
}

/// One line of a TAP stream; a text's line ends would end it.
std::string TapLine(bool ok, size_t number, std::string what) {
  std::ranges::replace(what, '\n', ' ');
  return (ok ? "ok " : "not ok ") + std::to_string(number) + " - " + what +
         "\n";
}

std::string TapReport(const svtest::FileResult& file, bool expect_failure,
                      size_t* number) {
  std::string out;
  for (const svtest::TestResult& test : file.tests) {
    const bool failed = !test.reason.empty();
    std::string what = file.path + ": " + test.name;
    if (failed) what += ": " + test.reason;
    out += TapLine(failed == expect_failure, ++*number, std::move(what));
  }
  if (!file.fault.empty()) {
    out += TapLine(expect_failure, ++*number, file.path + ": " + file.fault);
  }
  return out;
}

struct Options {
  bool expect_failure = false;
  bool tap = false;
  svtest::RunPlan plan;
};

Result<Options> ReadOptions(const Arguments& arguments) {
  Options out;
  out.expect_failure = arguments.Has("expect-failure");
  const std::string_view format =
      arguments.Get("format").value_or("pigeonhole");
  out.tap = format == "tap";
  if (!out.tap && format != "pigeonhole") {
    return Err(Code::kUsage, "the format is tap or pigeonhole, not \"" +
                                 std::string(format) + "\"");
  }
  if (auto word = arguments.Get("jobs")) {
    TRY_ASSIGN(out.plan.jobs, ParseCount("--jobs", *word, kMostJobs));
    if (out.plan.jobs == 0) {
      out.plan.jobs =
          std::clamp<size_t>(std::thread::hardware_concurrency(), 1, kMostJobs);
    }
  }
  if (auto word = arguments.Get("timeout")) {
    TRY_ASSIGN(const size_t seconds,
               ParseCount("--timeout", *word, kMostSeconds));
    out.plan.seconds = static_cast<unsigned>(seconds);
  }
  Config config;
  if (auto file = arguments.Get("config")) {
    TRY(ReadConfigFile(file, {}, &config));
  }
  for (std::string_view word : arguments.All("set")) {
    TRY(ApplySetting(word, &config));
  }
  svtest::SetDefaults(&config.settings);
  out.plan.settings = config.settings;
  return out;
}

int Run(const Arguments& arguments) {
  Result<Options> options = ReadOptions(arguments);
  if (!options) return Fail(options.error());
  const std::vector<std::string> paths(arguments.positionals().begin(),
                                       arguments.positionals().end());
  const Engine engine(svtest::Features());
  Output out(STDOUT_FILENO);
  bool passed = true;
  size_t number = 0;
  const Status ran = svtest::RunFiles(
      engine, paths, options->plan, [&](const svtest::FileResult& file) {
        passed = passed && Passed(file, options->expect_failure);
        out.Write(options->tap
                      ? TapReport(file, options->expect_failure, &number)
                      : PlainReport(file, options->expect_failure));
        static_cast<void>(out.Flush());  // a failure stays until the end
      });
  if (!ran) return Fail(ran.error());
  if (options->tap) out.Write("1.." + std::to_string(number) + "\n");
  const Status written = out.Flush();
  if (!written) return Fail(written.error());
  return passed ? 0 : 1;
}

}  // namespace

const Command kSvtestCommand = {&kManual, Run};

}  // namespace trommel
