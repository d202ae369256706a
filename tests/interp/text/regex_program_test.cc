// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_program.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

RegexProgram Program(std::string_view pattern) {
  return *CompileRegex(*ParseRegex(pattern, false));
}

TEST(RegexProgram, KnowsWhereMatchesBegin) {
  for (std::string_view yes :
       {"^a", "\\Aa|^b", "(^a|^b)c", "(?>^a)", "(?:^)*^"})
    EXPECT_TRUE(Program(yes).anchored) << yes;
  for (std::string_view no : {"a", "^a|b", "(?m)^a", "(?:^a)?b", "(?!^)a"})
    EXPECT_FALSE(Program(no).anchored) << no;
  RegexProgram program = Program("x?(?:ab|(?i)c)\\d");
  EXPECT_FALSE(program.any_first);
  for (char c : "acCx"sv)
    EXPECT_TRUE(program.first.Has(static_cast<uint8_t>(c)));
  EXPECT_FALSE(program.first.Has(0x62));
  for (std::string_view any : {"a?", "", "(a)?\\1b", "(?<=a)b", "a*$"})
    EXPECT_TRUE(Program(any).any_first) << any;
}

TEST(RegexProgram, HasLimits) {
  auto fate = [](std::string_view pattern) {
    Result<RegexProgram> program = CompileRegex(*ParseRegex(pattern, false));
    return program ? "ok" : program.error().text;
  };
  EXPECT_EQ(fate("(a{1000}){1000}"),
            "regular expression is too large at offset 15");
  EXPECT_EQ(fate("((a{1,100}){1,100}){1,100}"),
            "regular expression is too large at offset 26");
  EXPECT_EQ(fate("((?:){60000}){60000}"),
            "regular expression is too large at offset 20");
  EXPECT_EQ(fate("(?:(?:(?(DEFINE)a){60000}){60000}){60000}"),
            "regular expression is too large at offset 41");
  EXPECT_EQ(fate("a{60000}"), "ok");
}

// Loops in loops over what may be empty: past a few the program is no longer
// regular, past 32 their progress is told by slots.
TEST(RegexProgram, NestedLoopsHaveGroups) {
  for (int depth : {3, 6, 7, 8, 31, 32, 33, 34, 100}) {
    std::string pattern = "a*";
    for (int i = 0; i < depth; ++i) pattern = "(" + pattern + ")*";
    Result<RegexProgram> program =
        CompileRegex(*ParseRegex(pattern + "b", false));
    ASSERT_TRUE(program) << depth;
    std::vector<size_t> slots;
    EXPECT_EQ(MatchRegex(*program, "aab", 0, &slots), RegexOutcome::kMatch);
    for (int group = 1; group <= depth; ++group) {
      EXPECT_EQ(slots[2 * static_cast<size_t>(group)], 2U) << depth;
      EXPECT_EQ(slots[2 * static_cast<size_t>(group) + 1], 2U) << depth;
    }
  }
}

}  // namespace
}  // namespace trommel::text
