// SPDX-License-Identifier: MIT
// ${readsocket and ${readfile: arguments, line ends, failures, taint.
#include <gtest/gtest.h>

#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

std::string Expanded(std::string_view text) {
  World world = SampleWorld();
  world.host.contents = {{"/f", "l1\nl2\nl3"},
                         {"/nul", std::string("a\0b\nc\n", 6)}};
  const Report report = Expand(text, world);
  if (!report.ok) return report.error;
  const std::string line = report.actions.substr(0, report.actions.find('\n'));
  return line.size() > 12 ? line.substr(11, line.size() - 12) : "";
}

struct Case {
  std::string_view text;
  std::string_view result;
};

// All seen on exim4 4.96.
constexpr Case kCases[] = {
    {"${readsocket{/run/echo}{x}}", "x\\n"},
    {"${readsocket{/run/echo}{x}{3s}{:}}", "x:"},
    {"${readsocket{/run/echo}{x}{3s}{}}", "x\\n"},
    {"${readsocket{/run/echo}{x}{nonsense:shutdown=no}{:}}", "x:"},
    {"${readsocket{/run/echo}{x}{3s}{:}{failed}}", "x:"},
    {"${readsocket{/none}{x}{3s}{:}{failed $local_part}}", "failed me"},
    {"${readsocket{/none}{x}}",
     "failed to connect to socket /none: No such file or directory"},
    {"${readsocket{/run/echo}}",
     "Not enough arguments for 'readsocket' (min is 2)"},
    {"${readsocket{/run/echo}{x}{3s}{:}{f}{g}}",
     "missing '}' closing readsocket"},
    {"${readsocket{/run/echo}{x}{3s}{:}{f}fail}",
     "missing '}' closing readsocket"},
    {"${readsocket{$h_subject:}{x}}", "Tainted socket name 'Lunch?'"},
    {"${readsocket{$h_subject:}{x}{3s}{:}{f}}", "f"},
    {"${expand:${readsocket{/run/echo}{x}}}",
     "internal expansion of \"x\n\" failed: attempt to expand tainted "
     "string 'x\n'"},
    {"${readfile{/f}}", "l1\\nl2\\nl3"},
    {"${readfile{/f}{}}", "l1l2l3"},
    {"${readfile{/f}{:}}", "l1:l2:l3"},
    {"${readfile{/nul}{:}}", "ac:"},
    {"${readfile{/none}}", "failed to open /none: No such file or directory"},
    {"${readfile{}}", "failed to open : No such file or directory"},
    {"${readfile}", "Not enough arguments for 'readfile' (min is 1)"},
    {"${readfile{/f}{a}{b}}", "Too many arguments for 'readfile' (max is 2)"},
    {"${readfile{$h_subject:}}",
     "failed to open Lunch?: Permission denied (euid=1000 egid=1000)"},
    {"${expand:${readfile{/f}{:}}}", "l1:l2:l3"},
    {"${expand:${readfile{/f}{$h_subject:}}}",
     "internal expansion of \"l1Lunch?l2Lunch?l3\" failed: attempt to expand "
     "tainted string 'l1Lunch?l2Lunch?l3'"},
    {"${stat:/none}", "stat(/none) failed: No such file or directory"},
    {"${extract{mode}{${stat:/f}}} ${extract{smode}{${stat:/f}}}",
     "0644 -rw-r--r--"},
};

TEST(ItemReadSocket, DoesAsExim) {
  for (const Case& c : kCases) {
    EXPECT_EQ(Expanded(c.text), c.result) << c.text;
  }
}

}  // namespace
}  // namespace trommel::testing
