// SPDX-License-Identifier: MIT
#include "stdlib/shared/match.h"

#include <gtest/gtest.h>

#include "tests/support/script_runner.h"

namespace trommel::stdlib {
namespace {

TEST(Match, ReadsSlots) {
  EXPECT_EQ(MatchTypeOf(""), MatchType::kIs);
  EXPECT_EQ(MatchTypeOf(":is"), MatchType::kIs);
  EXPECT_EQ(MatchTypeOf(":contains"), MatchType::kContains);
  EXPECT_EQ(MatchTypeOf(":count"), MatchType::kCount);
  EXPECT_EQ(MatchTypeOf(":matches"), MatchType::kMatches);
  EXPECT_EQ(MatchTypeOf(":regex"), MatchType::kRegex);
  EXPECT_EQ(MatchTypeOf(":value"), MatchType::kValue);
  EXPECT_EQ(ComparatorOf(""), Comparator::kCasemap);
  EXPECT_EQ(ComparatorOf("i;octet"), Comparator::kOctet);
  EXPECT_EQ(ComparatorOf("i;ascii-numeric"), Comparator::kNumeric);
  EXPECT_EQ(RelationOf("GE"), Relation::kGe);
  EXPECT_TRUE(IsRelation("ne"));
  EXPECT_FALSE(IsRelation("=="));
}

TEST(Match, Orders) {
  struct Case {
    Comparator comparator;
    std::string_view a, b;
    int order;
  };
  const Case kCases[] = {
      {Comparator::kCasemap, "a", "B", -1},
      {Comparator::kCasemap, "AB", "ab", 0},
      {Comparator::kCasemap, "a", "ab", -1},
      {Comparator::kOctet, "a", "B", 1},
      {Comparator::kOctet, "\xFF", "a", 1},
      {Comparator::kNumeric, "9", "10", -1},
      {Comparator::kNumeric, "007x", "7", 0},
      {Comparator::kNumeric, "x", "y", 0},
      {Comparator::kNumeric, "x", "99999999999999999999999", 1},
      {Comparator::kNumeric, "", "0", 1},
      {Comparator::kNumeric, "99999999999999999999998",
       "99999999999999999999999", -1},
      {Comparator::kNumeric, "000", "0", 0},
  };
  for (const Case& c : kCases) {
    auto sign = [](int n) { return (n > 0) - (n < 0); };
    EXPECT_EQ(sign(Compare(c.comparator, c.a, c.b)), c.order)
        << c.a << " " << c.b;
    EXPECT_EQ(sign(Compare(c.comparator, c.b, c.a)), -c.order)
        << c.a << " " << c.b;
  }
}

/// Whether `test` holds for the sample message.
bool Holds(const std::string& test) {
  auto world = testing::SampleWorld();
  testing::Report report = testing::RunScript(
      "require [\"variables\", \"regex\", \"relational\", "
      "\"comparator-i;ascii-numeric\"];\nif " +
          test + " { discard; }",
      Language::kSieve, world);
  EXPECT_TRUE(report.ok) << test << report.issues << report.error;
  return report.actions == "discard\n";
}

TEST(Match, AnyKeyOfAnyValue) {
  EXPECT_TRUE(Holds("string [\"a\", \"b\"] [\"x\", \"B\"]"));
  EXPECT_FALSE(Holds("string [\"a\", \"b\"] [\"x\", \"ab\"]"));
  EXPECT_TRUE(Holds("string :contains \"abc\" [\"x\", \"\"]"));
  EXPECT_TRUE(Holds("string :matches \"abc\" \"a?*\""));
  EXPECT_FALSE(Holds("string :matches \"abc\" \"a?\""));
  EXPECT_TRUE(Holds("string :regex \"abc\" \"B.$\""));
  EXPECT_FALSE(Holds("string :regex :comparator \"i;octet\" \"abc\" \"B\""));
  EXPECT_TRUE(Holds("string :value \"lt\" \"b\" [\"a\", \"c\"]"));
  EXPECT_TRUE(Holds("string :count \"eq\" [\"a\", \"\", \"c\"] \"2\""));
}

}  // namespace
}  // namespace trommel::stdlib
