// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_posix.h.
#include "interp/text/regex_posix.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

TEST(PosixRegex, TakesTheLongest) {
  Result<PosixRegex> regex = PosixRegex::Compile("(foo|foobar)(bar)?", false);
  ASSERT_TRUE(regex);
  EXPECT_EQ(regex->groups(), 2U);
  std::vector<RegexGroup> groups;
  EXPECT_TRUE(*regex->Search("xfoobar", &groups, 0));
  EXPECT_EQ(groups[0].length, 6U);
  EXPECT_EQ(groups[1].length, 6U);
  EXPECT_FALSE(*regex->Search("xfoobar", &groups, 2));
}

TEST(PosixRegex, GivesEarlierPartsMore) {
  Result<PosixRegex> regex = PosixRegex::Compile(": *(.*)$", false);
  std::vector<RegexGroup> groups;
  EXPECT_TRUE(*regex->Search("re:   x", &groups, 0));
  EXPECT_EQ(groups[1].begin, 6U);
  regex = PosixRegex::Compile("(a?)(ab)?", false);
  EXPECT_TRUE(*regex->Search("ab", &groups, 0));
  EXPECT_EQ(groups[1].length, 0U);
  EXPECT_EQ(groups[2].length, 2U);
}

TEST(PosixRegex, StopsInTime) {
  std::string subject(1 << 16, 'a');
  Result<PosixRegex> slow = PosixRegex::Compile("(a|aa)+$b|c", false);
  Result<bool> found = slow->Search(subject, nullptr, 0);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::kLimit);
}

TEST(PosixRegex, SaysWhatIsWrong) {
  Result<PosixRegex> bad = PosixRegex::Compile("a)", false);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().text,
            "Found a closing ) with no corresponding opening parenthesis at "
            "offset 1");
}

}  // namespace
}  // namespace trommel::text
