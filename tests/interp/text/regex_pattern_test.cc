// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_pattern.h.
#include "interp/text/regex_pattern.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

struct HintCase {
  std::string_view pattern, literal, prefix;
  bool anchored;
};

TEST(FindHint, KeepsOnlyWhatIsCertain) {
  const HintCase cases[] = {
      {"foo", "foo", "", false},
      {"foo|bar", "", "", false},
      {"^foo.*bar$", "bar", "foo", true},
      {"^foo|bar", "", "", false},
      {"^*foo", "", "", false},
      {"colou?r", "colo", "", false},
      {"ab{0,3}cde", "cde", "", false},
      {"ab+c", "ab", "", false},
      {"a+*bcd", "", "", false},
      {"(foo|bar)bazz", "bazz", "", false},
      {"(foo)?ab", "ab", "", false},
      {"a\\.b\\[c", "a.b[c", "", false},
      {"a\\dbc", "bc", "", false},
      {"a\\x41bc", "", "", false},
      {"\\Qa|b\\Ec", "", "", false},
      {"[abc]def[^]g]h", "def", "", false},
      {"(?!foo)barbar", "", "", false},
      {"(?:foo)barbar", "barbar", "", false},
      {"abc{x", "", "", false},
      {"(?s)order.*shipped", "shipped", "", false},
      {"(?s)^ab.c", "c", "ab", true},
      {"(?s)*ab", "", "", false},
      {"\\<abc", "<abc", "", false},
      {"abc)def", "", "", false},
      {"", "", "", false},
  };
  for (const HintCase& c : cases) {
    PatternHint hint = FindHint(c.pattern, {});
    EXPECT_EQ(hint.literal, c.literal) << c.pattern;
    EXPECT_EQ(hint.prefix, c.prefix) << c.pattern;
    EXPECT_EQ(hint.anchored, c.anchored) << c.pattern;
  }
}

TEST(FindHint, KnowsCase) {
  EXPECT_TRUE(FindHint("(?i)^abc", {}).caseless);
  EXPECT_EQ(FindHint("(?i)^abc", {}).prefix, "abc");
  EXPECT_EQ(FindHint("a(?i)bc", {}).literal, "");
  EXPECT_EQ(FindHint("\\<a", {RegexSyntax::kPosixExtended, true}).literal, "a");
}

TEST(CheckPattern, RefusesBlowUp) {
  auto check = [](std::string_view pattern) {
    return CheckPattern(pattern).has_value();
  };
  EXPECT_FALSE(check("((a{1,100}){1,100}){1,100}"));
  EXPECT_FALSE(check("a{99999999999999999999}"));
  EXPECT_TRUE(check("(a{1,100}){1,100}"));
  EXPECT_TRUE(check("a{65000}"));
  EXPECT_FALSE(check("(a{60000}){0,2}"));
  EXPECT_FALSE(check(std::string(100000, '(')));
  EXPECT_TRUE(check(std::string(250, '(')));
  EXPECT_FALSE(check(std::string(251, '(')));
}

}  // namespace
}  // namespace trommel::text
