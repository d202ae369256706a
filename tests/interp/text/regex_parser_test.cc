// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_parser.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(RegexParser, NamesWhatIsWrong) {
  ExpectParsed({
      {"a**", "quantifier does not follow a repeatable item at offset 2"},
      {"a{2}{3}", "quantifier does not follow a repeatable item at offset 6"},
      {"a+?*", "quantifier does not follow a repeatable item at offset 3"},
      {"^*", "quantifier does not follow a repeatable item at offset 1"},
      {"a|{3}", "quantifier does not follow a repeatable item at offset 4"},
      {"\\Q\\E*", "quantifier does not follow a repeatable item at offset 4"},
      {"a(?i)*", "quantifier does not follow a repeatable item at offset 5"},
      {"a{3,2}", "numbers out of order in {} quantifier at offset 5"},
      {"a{70000,}", "number too big in {} quantifier at offset 7"},
      {"(a", "missing closing parenthesis at offset 2"},
      {"a)", "unmatched closing parenthesis at offset 1"},
      {"(?#", "missing ) after (?# comment at offset 3"},
      {"(a)\\2", "reference to non-existent subpattern at offset 4"},
      {"xx(?<=a*)b", "lookbehind assertion is not fixed length at offset 2"},
      {"(?<=(?:a|bc))d",
       "lookbehind assertion is not fixed length at offset 0"},
      {"(*LIMIT_MATCH=5x", "(*VERB) not recognized or malformed at offset 16"},
      {"(*LIMIT_MATCH=5555555555)",
       "(*VERB) not recognized or malformed at offset 24"},
      {"(*UTF)(", "missing closing parenthesis at offset 7"},
      {"(*UTF)\\x{100}\\400\\N{U+100}", "(*UTF) is not supported at offset 0"},
      {"(*UTF)a", "(*UTF) is not supported at offset 0"},
      {"(*LIMIT_MATCH=)", "(*VERB) not recognized or malformed at offset 14"},
  });
}

TEST(RegexParser, TakesWhatIsRight) {
  for (std::string_view good :
       {"a{,3}", "a{3", "x{1,,2}", "}", "]", "a(?#x)*", "(?x)a *", "\\E",
        "(?<=a|bc)d", "(?<=(?1))(a)", "(*NO_JIT)a", "a\\Q\\E*", "\\Qab\\E*"})
    EXPECT_EQ(Parsed(good), "ok") << good;
  EXPECT_TRUE(ParseRegex("(a|b)*c$", false)->regular);
  EXPECT_FALSE(ParseRegex("a++", false)->regular);
  EXPECT_EQ(ParseRegex("(a)(?:b)(?<n>c)", false)->groups, 2U);
}

TEST(RegexParser, Repeats) {
  ExpectMatched({
      {"(?x)a + b # c\n", "aab", "0-3"},
      {"(?x)a\\ b", "a b", "0-3"},
      {"(?x)a\x85"
       "b",
       "ab", "0-2"},
      {"(?U)a+", "aaa", "0-1"},
      {"a+\\E?", "aaa", "0-1"},
      {"a+(?#)?", "aaa", "0-1"},
      {"a+\\Q\\E+a", "aaa", "no"},
      {"a{0,65535}b", "aab", "0-3"},
      {"a{2,65535}?", "aaa", "0-2"},
      {"a{1001}b", "ab", "no"},
      {"(a{65535}){3}", "a", "no"},
      {"\\R{2,65535}b", "\r\n\rb", "0-4"},
      {"(a)\\1{0,2000}b", "aaab", "0-4 0-1"},
      {"(*NOTEMPTY)a?", "b", "no"},
      {"(*NOTEMPTY)a??", "ba", "1-2"},
      {"(*NOTEMPTY_ATSTART)a?", "b", "1-1"},
      {"(*BSR_ANYCRLF)\\R", "\x0b\r\n", "1-3"},
      {"(?U)a+?", "aaa", "0-3"},
      {"a{,3}", "a{,3}", "0-5"},
      {"a\\Qb\\E+", "abb", "0-3"},
      {"(?J)(?:(?<n>a)|(?<n>b))\\k<n>", "bb", "0-2 - 0-1"},
  });
}

}  // namespace
}  // namespace trommel::text
