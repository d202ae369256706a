// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_matcher.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(RegexMatcher, EmptyIterationsEndALoop) {
  ExpectMatched({
      {"(a*)*", "b", "0-0 0-0"},
      {"(a*)*", "aab", "0-2 2-2"},
      {"(a|b*)*", "abc", "0-2 2-2"},
      {"(a*?)*", "aa", "0-0 0-0"},
      {"(?:a?)*?b", "aab", "0-3"},
      {"(a|(b))*", "ba", "0-2 1-2 0-1"},
      {"(a*){2,3}", "aa", "0-2 2-2"},
      {"(|a)+", "aa", "0-0 0-0"},
      {"(a|)+?$", "aa", "0-2 1-2"},
      {"(?<=a)+b", "ab", "1-2"},
      {"(?:(a)|b){0}c", "c", "0-1 -"},
  });
}

TEST(RegexMatcher, NeedsBacktracking) {
  ExpectMatched({
      {"(?>a|ab)c", "abc", "no"},
      {"a++a", "aa", "no"},
      {"(?=(a))a\\1", "aa", "0-2 0-1"},
      {"(?!(a))b", "b", "0-1 -"},
      {"(?<=a|bc)d", "bcd", "2-3"},
      {"(?<!a)b", "abb", "2-3"},
      {"(a)?(?(1)b|c)", "c", "0-1 -"},
      {"(?(?=a)ab|cd)", "cd", "0-2"},
      {"(?(?!a)cd|ab)", "ab", "0-2"},
      {"(a(?1)?b)", "aabb", "0-4 0-4"},
      {"^(.)(?:(?R)|.?)\\1$", "aba", "0-3 0-1"},
      {"(\\((?:[^()]|(?1))*\\))", "x(a(b)c)", "1-8 1-8"},
      {"(a(*ACCEPT)b)c", "ac", "0-1 0-1"},
      {"a(*F)|b", "ab", "1-2"},
      {"(?=a)*a", "a", "0-1"},
      {"(?i)(a)\\1", "aA", "0-2 0-1"},
      {"(?1)(a|ab)c", "abac", "0-4 2-3"},
      {"(?R)b", "a", "no"},
      {"xb+(?R)?b", "xbxbbb", "2-6"},
      {"(xb+(|(?1))b)", "xbxbbb", "0-6 0-6 2-5"},
      {"(?=()\\2*(b))+", "bb", "0-0 0-0 1-2"},
      {"(?1)((t)?)()", "t", "0-1 1-1 0-1 1-1"},
      {"(())a|((?1))(?(2)x|y)", "x", "0-1 - 0-0 0-0"},
  });
}

TEST(RegexMatcher, Anchors) {
  ExpectMatched({
      {"(?m)^", "\n", "0-0"},
      {"(?m)\n^", "\n", "no"},
      {"(?m)\n$", "\n", "0-1"},
      {"$", "a\n", "1-1"},
      {"a\\z", "a\n", "no"},
      {"\\Bb\\b", "ab b", "1-2"},
  });
}

TEST(RegexMatcher, StopsInTime) {
  std::string subject(1 << 16, 0x61);
  EXPECT_EQ(Matched("(a|aa)+$b|c", subject), "no");
  EXPECT_EQ(Matched("a(?>a*)[bc]", subject), "limit");
  EXPECT_EQ(Matched("(a+)\\1+b", subject), "limit");
}

}  // namespace
}  // namespace trommel::text
