// SPDX-License-Identifier: MIT
// Tests of interp/text/ascii.h.
#include "interp/text/ascii.h"

#include <gtest/gtest.h>

#include <random>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(Ascii, ChangesOnlyLetters) {
  EXPECT_EQ(Lowered("AZaz@[`{\xC4\x00Q"sv), "azaz@[`{\xC4\x00q"sv);
  EXPECT_EQ(Uppered("AZaz@[`{\xE4"), "AZAZ@[`{\xE4");
  EXPECT_EQ(Lowered(""), "");
}

TEST(Ascii, ComparesCaseless) {
  EXPECT_TRUE(EqualsCaseless("HeLLo", "hEllO"));
  EXPECT_FALSE(EqualsCaseless("\xC4", "\xE4"));
  EXPECT_FALSE(EqualsCaseless("a", "ab"));
  EXPECT_FALSE(EqualsCaseless("@", "`"));
  EXPECT_TRUE(StartsCaseless("Subject: x", "sUBJECT:"));
  EXPECT_FALSE(StartsCaseless("Sub", "subject"));
  EXPECT_TRUE(EndsCaseless("x.EXAMPLE", ".example"));
  EXPECT_FALSE(EndsCaseless("ple", "example"));
  EXPECT_LT(CompareCaseless("abc", "ABD"), 0);
  EXPECT_LT(CompareCaseless("ab", "ABC"), 0);
  EXPECT_GT(CompareCaseless("abc", "AB"), 0);
  EXPECT_EQ(CompareCaseless("aBc", "AbC"), 0);
  EXPECT_GT(CompareCaseless("\xFF", "a"), 0);
}

TEST(Ascii, Trims) {
  EXPECT_EQ(Trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(Trim("\n\n"), "");
}

struct FindCase {
  std::string_view text, needle;
  size_t from, expected;
};

TEST(FindCaseless, FindsTheFirst) {
  constexpr size_t kNone = std::string_view::npos;
  const FindCase cases[] = {
      {"", "", 0, 0},
      {"abc", "", 3, 3},
      {"abc", "", 4, kNone},
      {"abc", "abcd", 0, kNone},
      {"xxABCxx", "abc", 0, 2},
      {"abcabc", "ABC", 1, 3},
      {"a\0B"sv, "\0b"sv, 0, 1},
      {"0123456789abcdef0123456789ABCDEFxyz", "XYZ", 0, 32},
      {"0123456789abcdef0123456789ABCDEFxyz", "f01", 0, 15},
      {"\xC4", "\xE4", 0, kNone},
  };
  for (const FindCase& c : cases)
    EXPECT_EQ(FindCaseless(c.text, c.needle, c.from), c.expected)
        << c.text << " / " << c.needle;
}

TEST(FindCaseless, AgreesWithThePlainSearch) {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 80, 'a');
    for (char& c : text) c = "abAB"[random() % 4];
    std::string needle(1 + random() % 7, 'b');
    for (char& c : needle) c = "abAB"[random() % 4];
    ASSERT_EQ(FindCaseless(text, needle, 3),
              text.size() < 3 ? std::string::npos
                              : Lowered(text).find(Lowered(needle), 3))
        << text << " / " << needle;
  }
}

TEST(Find, FindsTheFirst) {
  EXPECT_EQ(Find("aXbx", "x"), 3U);
  EXPECT_EQ(Find("abab", "ab", 1), 2U);
  EXPECT_EQ(Find("ab", "", 2), 2U);
  EXPECT_EQ(Find("ab", "", 3), std::string::npos);
  EXPECT_EQ(Find("ab", "abc"), std::string::npos);
  EXPECT_EQ(Find("a\0b"sv, "\0b"sv), 1U);
}

TEST(FindCaseless, StaysLinear) {
  std::string text(1 << 20, 'a');
  std::string needle = std::string(40000, 'A') + "b" + std::string(40000, 'A');
  EXPECT_EQ(FindCaseless(text, needle), std::string::npos);
  text.replace(600000, needle.size(), needle);
  EXPECT_EQ(FindCaseless(text, needle), 600000U);
}

TEST(Utf8Prefix, NeverCutsASequence) {
  EXPECT_EQ(Utf8Prefix("abc", 2), 2U);
  EXPECT_EQ(Utf8Prefix("abc", 9), 3U);
  EXPECT_EQ(Utf8Prefix("a\xC3\xA9z", 2), 1U);
  EXPECT_EQ(Utf8Prefix("a\xC3\xA9z", 3), 3U);
  EXPECT_EQ(Utf8Prefix("\xF0\x9F\x98\x80", 3), 0U);
  EXPECT_EQ(Utf8Prefix("\xF0\x9F\x98\x80", 1), 0U);
  EXPECT_EQ(Utf8Prefix("\xF0\x9F\x98\x80z", 4), 4U);
  EXPECT_EQ(Utf8Prefix("\x80\x80\x80\x80\x80\x80", 5), 5U);
  EXPECT_EQ(Utf8Prefix("\xC3\xA9", 0), 0U);
}

}  // namespace
}  // namespace trommel::text
