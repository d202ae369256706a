// SPDX-License-Identifier: MIT
// Programs: split commands, what goes in and comes out, and every bad end.
#include "tools/delivery/program.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>

#include "tests/tools/delivery/scratch.h"
#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

using Words = std::vector<std::string>;
using namespace std::string_view_literals;

struct SplitCase {
  std::string_view command;
  Words words;  // empty: an error
};

TEST(SplitCommand, SplitsAsEximDoes) {
  const SplitCase cases[] = {
      {"/bin/a", {"/bin/a"}},
      {" /bin/a  b\tc\n", {"/bin/a", "b", "c"}},
      {"/bin/a 'b \\c\"'", {"/bin/a", "b \\c\""}},
      {"/bin/a \"b \\\"c\\\\\"", {"/bin/a", "b \"c\\"}},
      {"/bin/a \"\\n\\x41\\101\\xq\"", {"/bin/a", "\nAAxq"}},
      {"/bin/a \"\" ''", {"/bin/a", "", ""}},
      {"/bin/a b'c d\\e", {"/bin/a", "b'c", "d\\e"}},
      {"", {}},
      {" \t", {}},
      {"\"\" a", {}},
      {"/bin/a 'b", {}},
      {"/bin/a \"b\\\"", {}},
      {"/bin/a 'b'c", {}},
      {"/bin/a\0b"sv, {}},
  };
  for (const SplitCase& c : cases) {
    EXPECT_EQ(SplitCommand(c.command).value_or(Words{}), c.words) << c.command;
  }
}

ProgramCall Shell(std::string script) {
  ProgramCall call;
  call.argv = {"/bin/sh", "-c", std::move(script)};
  call.environment = {"PATH=/usr/bin:/bin"};
  return call;
}

TEST(RunProgram, FeedsAndListens) {
  const std::string big(1000000, 'x');
  ProgramCall call = Shell("cat; echo done >&2");
  call.output_limit = 2 * big.size();
  const auto result = RunProgram(call, {"a", "", big});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 0);
  EXPECT_TRUE(result->output == "a" + big + "done\n");
}

TEST(RunProgram, DropsWhatItSaysOnStandardError) {
  ProgramCall call = Shell("echo out; echo err >&2");
  call.drop_errors = true;
  EXPECT_EQ(RunProgram(call, {})->output, "out\n");
}

TEST(RunProgram, NotReadingEndsNobody) {
  ::signal(SIGPIPE, SIG_DFL);
  const std::string big(1000000, 'x');
  const auto result = RunProgram(Shell("exec <&-; exit 0"), {big});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 0);
}

TEST(RunProgram, NotReadingIsNoError) {
  ::signal(SIGPIPE, SIG_IGN);
  const std::string big(1000000, 'x');
  const auto result = RunProgram(Shell("exec <&-; exit 0"), {big});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 0);
}

TEST(RunProgram, KeepsTheStartOfHugeOutput) {
  const auto result =
      RunProgram(Shell("i=0; while [ $i -lt 3000 ]; do echo line $i of many; "
                       "i=$((i+1)); done"),
                 {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 0);
  EXPECT_EQ(result->output.size(), 20480U);
  EXPECT_TRUE(result->output.starts_with("line 0 of many\nline 1 "));
}

TEST(RunProgram, SaysHowItEnded) {
  EXPECT_EQ(RunProgram(Shell("exit 3"), {})->status, 3);
  EXPECT_EQ(RunProgram(Shell("kill -9 $$"), {})->status, 137);
}

// Whether a process is soon dead, or a zombie that nobody has reaped yet.
bool Ends(const std::string& stat_file) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < end) {
    const std::string stat = Scratch::ReadFile(stat_file);
    if (stat.empty() || stat.find(") Z") != std::string::npos) return true;
    ::usleep(1000);
  }
  return false;
}

TEST(RunProgram, KillsTheGroupOnTimeOut) {
  const Scratch scratch;
  ProgramCall call = Shell("sleep 60 & echo $! > id; wait");
  call.directory = scratch.path();
  call.timeout_seconds = 1;
  const auto start = std::chrono::steady_clock::now();
  const auto result = RunProgram(call, {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->timed_out);
  EXPECT_EQ(result->status, 137);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  const std::string id = scratch.Read("id");
  EXPECT_TRUE(Ends("/proc/" + id.substr(0, id.find('\n')) + "/stat"));
}

TEST(RunProgram, DoesNotWaitForGrandchildren) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = RunProgram(Shell("sleep 20 & echo out"), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "out\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
}

TEST(RunProgram, PassesOnlyTheGivenEnvironment) {
  ::setenv("TROMMEL_SECRET", "s", 1);
  ProgramCall call;
  call.argv = {"/usr/bin/env"};
  call.environment = {"A=b"};
  const auto result = RunProgram(call, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "A=b\n");
}

TEST(RunProgram, MissingProgramIsTemporary) {
  ProgramCall call;
  call.argv = {"/nowhere/program"};
  const auto result = RunProgram(call, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::kTemporary);
}

TEST(RunProgram, SignalKillsTheProgram) {
  const int status = InChild([] {
    CatchSignals();
    DeferSignals();
    ProgramCall call = Shell("kill -TERM $PPID; exec sleep 60");
    const auto result = RunProgram(call, {});
    return !result && result.error().code == Code::kTemporary ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(CatchSignals, EndsWithTemporaryFailure) {
  EXPECT_EQ(InChild([] {
              CatchSignals();
              ::raise(SIGTERM);
              return 0;
            }),
            75);
}

TEST(DeliverToProgram, StatusDecides) {
  for (int wanted : {0, 1, 75}) {
    auto step =
        DeliverToProgram(Shell("echo why; exit " + std::to_string(wanted)), {});
    ASSERT_TRUE(step->Prepare());
    const Status status = step->Commit();
    EXPECT_EQ(status.has_value(), wanted == 0);
    if (status) continue;
    EXPECT_EQ(status.error().code, Code::kTemporary);
    EXPECT_NE(status.error().text.find("why"), std::string::npos);
  }
}

TEST(DeliverToProgram, MissingProgramFailsBeforeAnything) {
  ProgramCall call;
  call.argv = {"/nowhere/program"};
  EXPECT_FALSE(DeliverToProgram(call, {})->Prepare());
}

TEST(Submit, CallsSendmail) {
  const Scratch scratch;
  const std::string sendmail =
      scratch.Write("sendmail",
                    "#!/bin/sh\nd=${0%/*}\nfor a; do echo \"[$a]\"; done > "
                    "$d/args\ncat > $d/in\n",
                    0755);
  struct Case {
    const char* sender;
    const char* args;
  };
  for (const Case& c :
       {Case{"s@x", "[-oi]\n[-f]\n[s@x]\n[--]\n[a@b]\n[-d@x]\n"},
        Case{"", "[-oi]\n[-f]\n[<>]\n[--]\n[a@b]\n[-d@x]\n"}}) {
    auto step =
        Submit({sendmail, c.sender, {"a@b", "-d@x"}}, {"x\n", ".\ny\n"});
    ASSERT_TRUE(step->Prepare());
    const Status status = step->Commit();
    ASSERT_TRUE(status) << status.error().text;
    EXPECT_EQ(scratch.Read("args"), c.args);
    EXPECT_EQ(scratch.Read("in"), "x\n.\ny\n");
  }
}

}  // namespace
}  // namespace trommel::delivery
