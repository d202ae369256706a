// SPDX-License-Identifier: MIT
// Conditions: grammar, precedence, short circuit, foranyaddress.
#include <gtest/gtest.h>

#include "tests/interp/exim/mini.h"

namespace trommel::exim {
namespace {

struct Row {
  std::string_view condition;
  std::string_view expected;
};

std::string Try(std::string_view condition) {
  return RunFilter("if " + std::string(condition) +
                   " then testprint y else testprint n endif");
}

TEST(ParserConditions, Decide) {
  static constexpr std::string_view kYes = "testprint[0 y]\n";
  static constexpr std::string_view kNo = "testprint[0 n]\n";
  static constexpr Row kTable[] = {
      {"a is A", kYes},
      {"a IS A", kNo},
      {"a iS nOT b", kYes},
      {"a does not contain a", kNo},
      {"a is contains a", kYes},
      {"not not a is a", kYes},
      {"then2 is then2", kYes},
      {"a is then", kNo},
      {"a is b or a is a and c is c", kYes},
      {"a is a or a is b and c is d", kYes},
      {"(a is a or a is b) and c is d", kNo},
      {"not (a is a and (b is b or $nope is x))", kNo},
      {"not (not (a is a) or b is c)", kYes},
      {"a is b and $nope is x", kNo},
      {"first_delivery", kYes},
      {"\"not\" a is b", kYes},
      {"personal", "personal[nil]\ntestprint[0 y]\n"},
      {"personal alias a alias \"$b\"", "personal[a $b]\ntestprint[0 y]\n"},
      {"foranyaddress \"p,q,r\" ($thisaddress is q)", kYes},
      {"foranyaddress \"p,q\" ($thisaddress is x)", kNo},
      {"not foranyaddress \"p,q\" ($thisaddress is x) and a is a", kYes},
      {"foranyaddress \"p,q\" (foranyaddress \"1,2\" ($thisaddress is 2) and "
       "$thisaddress is 2)",
       kYes},
      {"foranyaddress $nope (a is a)",
       "error: failed to expand \"$nope\" in filter file: unknown variable "
       "name \"nope\""},
      {"delivered", "error: condition \"delivered\" is not available"},
  };
  for (const Row& row : kTable) {
    EXPECT_EQ(Try(row.condition), row.expected) << row.condition;
  }
}

TEST(ParserConditions, KeepThisAddressUpToEndif) {
  EXPECT_EQ(
      RunFilter("if foranyaddress \"p,q\" ($thisaddress is q) then\n"
                "if foranyaddress \"r\" (a is a) then testprint $thisaddress\n"
                "endif testprint $thisaddress endif\n"
                "testprint \"<$thisaddress>\""),
      "testprint[0 r]\ntestprint[0 q]\ntestprint[0 <>]\n");
}

TEST(ParserConditions, MatchesKeepsItsGroups) {
  EXPECT_EQ(
      RunFilter("if abcd matches ab* then testprint $1 endif testprint $1"),
      "testprint[0 cd]\ntestprint[0 cd]\n");
}

TEST(ParserConditions, NameTheError) {
  static constexpr Row kTable[] = {
      {"then", "unexpected \"then\" near line 2 of filter file"},
      {"()", "unexpected \")\" in line 2 of filter file"},
      {"a is (", "unexpected \"(\" in line 2 of filter file"},
      {"a is b)", "unexpected \")\" in line 2 of filter file"},
      {"(a is b",
       "missing \")\" at end of condition near line 2 of filter "
       "file"},
      {"(a is b foo",
       "\"and\" or \"or\" or \")\" expected near line 2 of filter file, but "
       "found \"foo\""},
      {"a is\n\n\nb foo",
       "\"and\" or \"or\" or \"then\" expected near line 5 of filter file, "
       "but found \"foo\""},
      {"a is b\n\n\nfoo",
       "\"and\" or \"or\" or \"then\" expected near line 8 of filter file, "
       "but found \"foo\""},
      {"a foo b",
       "unrecognized condition word \"foo\" near line 2 of filter "
       "file"},
      {"foranyaddress a b",
       "\"(\" expected after \"foranyaddress\" near line 2 of filter file"},
  };
  for (const Row& row : kTable) {
    std::string got = Try(row.condition);
    EXPECT_EQ(got.substr(got.find(": ") + 2), row.expected) << row.condition;
  }
}

TEST(ParserConditions, LimitBrackets) {
  auto nested = [](size_t depth) {
    return Try(std::string(depth, '(') + "a is a" + std::string(depth, ')'));
  };
  EXPECT_EQ(nested(1000), "testprint[0 y]\n");
  std::string_view deep =
      "2:1004: brackets are nested more than 1000 deep near line 2 of filter "
      "file";
  EXPECT_EQ(nested(1001), deep);
  EXPECT_EQ(nested(200000), deep);
}

TEST(ParserConditions, TakeManyTerms) {
  std::string terms = "a is b";
  for (int i = 0; i < 20000; ++i)
    terms += i % 2 ? " or a is c" : " and not d is e";
  EXPECT_EQ(Try(terms), "testprint[0 n]\n");
}

}  // namespace
}  // namespace trommel::exim
