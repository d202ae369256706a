// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_possess.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

TEST(RegexPossess, KeepsWhatStandsBeforeNewline) {
  ExpectMatched({
      {".*\\R", "a\x0b", "no"},
      {"(.*)\\R", "a\x0b", "no"},
      {".*(\\R)", "a\x0b", "no"},
      {"\\S*\\R", "a\x85", "no"},
      {"\\N+\\R+", "a\x0b", "no"},
      {"(?:.*|\\S*)(?:\\R|\\R)", "a\x85", "no"},
      {".*\\R?b",
       "a\x0b"
       "b",
       "0-3"},
      {".*(?:\\R|b)", "a\x0b", "0-2"},
      {"[^\n]*\\R", "a\x0b", "0-2"},
      {"(?s).*\\R", "a\x0b", "0-2"},
      {"(?:.)*\\R", "a\x0b", "0-2"},
      {"(*NO_AUTO_POSSESS).*\\R", "a\x0b", "0-2"},
      {".*\\R", "ab\n", "0-3"},
  });
}

TEST(RegexPossess, TakesNoExponentialTime) {
  std::string pattern = ".*";
  for (int i = 0; i < 200; ++i) pattern += "(?:";
  pattern += "\\R";
  for (int i = 0; i < 200; ++i) pattern += "|\\R)";
  EXPECT_EQ(Parsed(pattern), "ok");
}

}  // namespace
}  // namespace trommel::text
