// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_behind.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

TEST(RegexBehind, Errors) {
  constexpr const char* kVaries =
      "lookbehind assertion is not fixed length at offset ";
  const std::pair<std::string_view, int> rows[] = {
      {"xx(?<=a*)b", 2},
      {"(?<=(?:a|bc))d", 0},
      {"((?<=\\1))", 1},
      {"(?<=(?=(?<=a*))b*)", 7},
      {"(?<=(?<=a*)b*)", 4},
      {"(*nlb:a?)", 2},
      {"(?<!(?<!)*)", 0},
      {"(?<=(?R))", 0},
      {"(?<=(?(VERSION>=11)a|bc))d", 0},
  };
  for (auto [pattern, offset] : rows)
    EXPECT_EQ(Parsed(pattern), kVaries + std::to_string(offset)) << pattern;
  ExpectParsed({
      {"(?<=a{40000}a{40000})", "lookbehind assertion is too long at offset 0"},
      {"(?<=\\1)(?<=a*)", "reference to non-existent subpattern at offset 5"},
      {"\\3(?<!\\3)", "reference to non-existent subpattern at offset 1"},
      {"(?<=(?&n))", "reference to non-existent subpattern at offset 7"},
      {"\\5(?<=a*)", "lookbehind assertion is not fixed length at offset 2"},
  });
}

TEST(RegexBehind, Lengths) {
  ExpectMatched({
      {"(?<=a|bc)d", "bcd", "2-3"},
      {"(?<=(*ACCEPT)a)", "a", "0-0"},
      {"(?<=b(*ACCEPT)a)", "ba", "1-1"},
      {"(?<=(a(*F)c*)|d)b", "db", "1-2 -"},
      {"(?<!(?=)*)", "a", "no"},
      {"(?<=(?1))(a)", "aa", "1-2 1-2"},
      {"(?<=a{65535})b", "ab", "no"},
      {"(?<=(?(DEFINE)a*)b)c", "bc", "1-2"},
  });
}

/// Groups that refer to one another twice each are measured once each.
TEST(RegexBehind, TakesNoExponentialTime) {
  std::string pattern = "(?<=(?1))";
  for (int i = 1; i < 100; ++i) {
    std::string next = std::to_string(i + 1);
    pattern += "((?" + next + ")(?" + next + "))";
  }
  EXPECT_EQ(Parsed(pattern + "()"), "ok");
}

}  // namespace
}  // namespace trommel::text
