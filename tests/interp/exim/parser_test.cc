// SPDX-License-Identifier: MIT
// Blocks and nesting of Exim filters, run on the machine.
#include "interp/exim/parser.h"

#include <gtest/gtest.h>

#include "tests/interp/exim/mini.h"

namespace trommel::exim {
namespace {

struct Row {
  std::string_view body;
  std::string_view expected;
};

TEST(Parser, RunsTheBranchTaken) {
  static constexpr Row kTable[] = {
      {"", ""},
      {"# only a comment", ""},
      {"if a is b then testprint x else testprint y endif testprint z",
       "testprint[0 y]\ntestprint[0 z]\n"},
      {"if a is b then testprint x elif c is c then testprint y endif",
       "testprint[0 y]\n"},
      {"if a is b then testprint x elif c is d then testprint y endif", ""},
      {"if a is a then if b is c then else testprint i endif endif",
       "testprint[0 i]\n"},
      {"if(a is a)then testprint x elif(b is b)then endif", "testprint[0 x]\n"},
      {"finish testprint x", "finish[0]\n"},
      {"if a is a then finish endif testprint x", "finish[0]\n"},
  };
  for (const Row& row : kTable) EXPECT_EQ(RunFilter(row.body), row.expected);
}

TEST(Parser, PutsPrefixesIntoFlags) {
  static constexpr Row kTable[] = {
      {"seen testprint x", "testprint[1 x]\n"},
      {"unseen testprint x", "testprint[2 x]\n"},
      {"noerror noerror unseen testprint x", "testprint[6 x]\n"},
      {"seen\nnoerror\n\nfinish", "finish[5]\n"},
  };
  for (const Row& row : kTable) EXPECT_EQ(RunFilter(row.body), row.expected);
}

TEST(Parser, NamesTheFirstError) {
  static constexpr Row kTable[] = {
      {"if a is b then finish",
       "2:22: \"endif\" missing at end of filter file"},
      {"if a is a then else else endif",
       "2:21: \"endif\" missing near line 2 of filter file"},
      {"\n\nelse\n\nx",
       "4:1: unexpected \"else\" command near line 6 of filter file"},
      {"noerror if(\n ", "3:2: \"then\" missing at end of filter file"},
      {"seen if a is a then endif",
       "2:6: \"seen\", \"unseen\", or \"noerror\" found before an \"if\" "
       "command near line 2"},
      {"if a is a then seen endif",
       "2:21: \"seen\", \"unseen\", or \"noerror\" near line 2 is not "
       "followed by a command"},
      {"seen noerror",
       "2:6: \"noerror\" near line 2 is not followed by a command"},
      {"seen unseen finish",
       "2:6: \"seen\" or \"unseen\" repeated near line 2"},
      {"foo",
       "2:1: unknown filtering command \"foo\" near line 2 of filter "
       "file"},
  };
  for (const Row& row : kTable) EXPECT_EQ(RunFilter(row.body), row.expected);
}

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Parser, LimitsNestingOfIfs) {
  auto nested = [](size_t depth) {
    return RunFilter(Repeat("if a is a then ", depth) + "testprint x " +
                     Repeat("endif ", depth));
  };
  EXPECT_EQ(nested(1000), "testprint[0 x]\n");
  EXPECT_EQ(
      nested(1001),
      "2:15001: \"if\" is nested more than 1000 deep near line 2 of filter "
      "file");
}

TEST(Parser, TakesManyArms) {
  std::string body = "if a is b then finish" +
                     Repeat(" elif a is c then finish", 20000) +
                     " else testprint x endif";
  EXPECT_EQ(RunFilter(body), "testprint[0 x]\n");
}

}  // namespace
}  // namespace trommel::exim
