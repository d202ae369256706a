// SPDX-License-Identifier: MIT
// ${run: how a command is read, and what comes of it.
#include <gtest/gtest.h>

#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

World WorldOfPrograms() {
  World world = SampleWorld();
  world.message =
      "From: a@example.org\nSubject: x  y\nX-Program: /bin/greet\n\nbody\n";
  world.host.programs = {
      {"/bin/greet you", {0, "hi you", false}},
      {"/bin/greet x  y", {0, "hi x  y\n", false}},
      {"/bin/greet b c", {0, "two", false}},
      {"/bin/false", {3, "sorry\n", false}},
      {"/bin/killed", {256 + 9, "half", false}},
      {"/bin/slow", {0, "half", true}},
      {"/bin/nul", {0, std::string("a\0b\nc\n", 6), false}},
      {"/bin/dollar", {0, "$local_part", false}},
  };
  return world;
}

std::string Expanded(std::string_view text) {
  World world = WorldOfPrograms();
  const Report report = Expand(text, world);
  if (!report.ok) return report.error;
  const std::string line = report.actions.substr(0, report.actions.find('\n'));
  return line.size() > 12 ? line.substr(11, line.size() - 12) : "";
}

struct Case {
  std::string_view text;
  std::string_view result;
};

// All seen on exim4 4.96, with programs that do the same.
constexpr Case kCases[] = {
    {"${run{/bin/greet you}}", "hi you"},
    {"${run {  /bin/greet   'you' }{<$value>$runrc}{no}}", "<hi you>0"},
    {"${run{/bin/greet ${lc:YOU}}}", "hi you"},
    {"${run{/bin/greet \\x79ou}}", "hi you"},
    {"${run{/bin/greet \"$h_subject:\"}}", "hi x  y\\n"},
    {"${run{/bin/greet $h_subject:}}", "hi x  y\\n"},
    {"${run,preexpand{/bin/greet b  c}}", "two"},
    {"${run,preexpand {/bin/greet ${lc:B C}}{y}{n}}", "y"},
    {"${run{/bin/false}{yes}{<$value>$runrc}}", "<sorry\\n>3"},
    {"${run{/bin/false}}", ""},
    {"${run{/bin/false}{yes}}-$runrc", "-3"},
    {"${run{/bin/false}{yes}fail}", "\"run\" failed and \"fail\" requested"},
    {"${run{/bin/greet you}{}}$value", "hi you"},
    {"${run{/bin/none}{yes}{$runrc<$value>}}", "127<>"},
    {"${run{}{yes}{$runrc}}", "127"},
    {"${run{greet you}{yes}{$runrc}}", "127"},
    {"${run{/bin/nul}}", "ac\\n"},
    {"${run{/bin/killed}}", "command killed by signal 9"},
    {"${run{/bin/slow}}", "command timed out"},
    {"${run{/bin/dollar}}", "$local_part"},
    {"${if eq{a}{b}{${run{/bin/slow}}}{z}}", "z"},
    {"${map{you:me}{${run{/bin/greet $item}{$value}{$item?}}}}", "hi you:me?"},
    // What is wrong inside the command.
    {"${run{/bin/greet ${bogus:x}}}",
     "Expansion of \"${bogus:x}\" from command \"/bin/greet ${bogus:x}\" in "
     "${run} expansion failed: unknown expansion operator \"bogus\""},
    {"${run{/bin/greet a\\ b}}",
     "Expansion of \"a\\\" from command \"/bin/greet a\\ b\" in ${run} "
     "expansion failed: \\ at end of string"},
    {"${run{/bin/greet \"$bogus\"}}", "missing '}' closing command arg of run"},
    {"${run,foo {/bin/greet a}}", "bad option 'foo' for run"},
    {"${run preexpand {/bin/greet a}}", "missing '{' for command arg of run"},
    {"${run{/bin/greet you}{a}{b}{c}}",
     "curly-bracket problem in conditional yes/no parsing: did not close with "
     "'}'\n remaining string is '{c}}'"},
    // Taint: arguments may come from outside, the program may not.
    {"${run{$h_x-program: you}}",
     "couldn't create child process: Operation not permitted"},
    {"${run{${lc:$h_x-program:} you}}",
     "couldn't create child process: Operation not permitted"},
    {"${run,preexpand{/bin/greet $h_subject:}}",
     "couldn't create child process: Operation not permitted"},
    {"${expand:${run{/bin/greet $h_subject:}}}",
     "internal expansion of \"hi x  y\n\" failed: attempt to expand tainted "
     "string 'hi x  y\n'"},
};

TEST(ItemRun, DoesAsExim) {
  for (const Case& c : kCases) {
    EXPECT_EQ(Expanded(c.text), c.result) << c.text;
  }
}

}  // namespace
}  // namespace trommel::testing
