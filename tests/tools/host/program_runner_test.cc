// SPDX-License-Identifier: MIT
// Programs of ${run: what they get, what they leave, and their ends.
#include "tools/host/program_runner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>

#include "interp/base/limits.h"
#include "tests/tools/delivery/scratch.h"

namespace trommel {
namespace {

using delivery::Scratch;

Result<vm::ProgramResult> Start(std::vector<std::string> words,
                                int64_t seconds = 60) {
  vm::ProgramRequest request;
  request.words = words;
  request.timeout_seconds = seconds;
  return RunForFilter(request, {"A=1"});
}

Result<vm::ProgramResult> Shell(std::string script, int64_t seconds = 60) {
  return Start({"/bin/sh", "-c", std::move(script)}, seconds);
}

TEST(RunForFilter, TakesBothOutputsAndTheStatus) {
  const auto result = Shell("echo out; echo err >&2; exit 3");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 3);
  EXPECT_EQ(result->output, "out\nerr\n");
}

TEST(RunForFilter, GivesNothingOfOurs) {
  ::setenv("TROMMEL_SECRET", "x", 1);
  const int leaked = ::open("/etc/passwd", O_RDONLY);  // without O_CLOEXEC
  ASSERT_GE(leaked, 3);
  const auto environment = Start({"/usr/bin/env"});
  ASSERT_TRUE(environment);
  EXPECT_EQ(environment->output, "A=1\n");
  const auto files = Shell(
      "cat; pwd; for f in /proc/self/fd/*; do [ -e $f ] && echo $f; done");
  ASSERT_TRUE(files);
  EXPECT_EQ(files->output,
            "/\n/proc/self/fd/0\n/proc/self/fd/1\n"
            "/proc/self/fd/2\n");
  ::close(leaked);
}

TEST(RunForFilter, WhatIsNotThereIs127) {
  const Scratch scratch;
  const std::vector<std::string> names = {
      "/no/such", "/tmp", scratch.Write("plain", "x"),
      scratch.Write("odd", "#!/no/such/interpreter\n", 0755)};
  for (const std::string& name : names) {
    const auto result = Start({name});
    ASSERT_TRUE(result) << name;
    EXPECT_EQ(result->status, 127) << name;
  }
}

TEST(RunForFilter, TellsSignals) {
  const auto result = Shell("kill -9 $$");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 256 + SIGKILL);
}

TEST(RunForFilter, WaitsForWhatChildrenWrite) {
  const auto result = Shell("(sleep 0.2; echo late) & echo now");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "now\nlate\n");
}

// Two processes that wait for long: both are gone when the time is up.
TEST(RunForFilter, KillsTheWholeGroup) {
  const Scratch scratch;
  const std::string ids = scratch.Path("ids");
  const auto begin = std::chrono::steady_clock::now();
  const auto result = Shell("sleep 600 & echo $! >" + ids + "; sleep 600", 1);
  const auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->timed_out);
  EXPECT_LT(took, std::chrono::seconds(30));
  const pid_t child = std::stoi(scratch.Read("ids"));
  // The signal takes a moment, and then it may be a zombie of init.
  const auto runs = [child] {
    const std::string state =
        Scratch::ReadFile("/proc/" + std::to_string(child) + "/stat");
    return state.find(") Z") == std::string::npos &&
           state.find("sleep") != std::string::npos;
  };
  for (int i = 0; i < 1000 && runs(); ++i) ::usleep(10000);
  EXPECT_FALSE(runs());
}

TEST(RunForFilter, StopsWhatWritesTooMuch) {
  const auto at =
      Shell("head -c " + std::to_string(limits::kReadFileBytes) + " /dev/zero");
  ASSERT_TRUE(at) << at.error().text;
  EXPECT_EQ(at->output.size(), size_t{limits::kReadFileBytes});
  const auto endless = Shell("exec cat /dev/zero", 600);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().code, Code::kLimit);
}

}  // namespace
}  // namespace trommel
