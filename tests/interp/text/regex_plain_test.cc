// SPDX-License-Identifier: MIT
#include "interp/text/regex_plain.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

constexpr RegexSyntax kSyntaxes[] = {RegexSyntax::kPosixExtended,
                                     RegexSyntax::kPerl};

bool IsPlain(std::string_view pattern, RegexSyntax syntax) {
  return PlainGroups(pattern, syntax).has_value();
}

/// What is called plain must compile, with as many groups as were counted.
void ExpectTrue(std::string_view pattern, RegexSyntax syntax) {
  Result<Regex> regex = Regex::Compile(
      pattern, {.syntax = syntax, .caseless = true, .eager = true});
  ASSERT_TRUE(regex) << pattern << ": " << regex.error().text;
  EXPECT_EQ(regex->groups(), *PlainGroups(pattern, syntax)) << pattern;
}

TEST(RegexPlain, EverydayPatternsArePlain) {
  for (std::string_view pattern :
       {"abc", "a.c", "(a|b)+", "[a-z0-9_]+x", "^a", "a[.]b*", "\\.\\*", "a b",
        "([a-z]+) +([a-z]+)", "[^a]", "#[0-9]+", "((a)(b))?", "a-b",
        "^([a-z]+)( x)*|b+", "(invoice|receipt) *#[0-9]+", "^yes, score=[0-9]+",
        "\xC3\x9C"
        "ber"}) {
    for (RegexSyntax syntax : kSyntaxes) {
      EXPECT_TRUE(IsPlain(pattern, syntax)) << pattern;
      if (IsPlain(pattern, syntax)) ExpectTrue(pattern, syntax);
    }
  }
  EXPECT_TRUE(IsPlain("(?s)order.*shipped", RegexSyntax::kPerl));
  EXPECT_FALSE(IsPlain("(?s)x", RegexSyntax::kPosixExtended));
}

TEST(RegexPlain, DoubtIsNotPlain) {
  for (std::string_view pattern :
       {"",    "a(b", "a)b",  "[a", "[]",   "[z-a]", "*a",
        "a**", "a|",  "(|a)", "()", "a{2}", "a$",    "[[:alpha:]]",
        "\\w", "a\\", "a^b",  "]",  "(*a)", "(?s)",  "a\\<b"}) {
    for (RegexSyntax syntax : kSyntaxes) {
      EXPECT_FALSE(IsPlain(pattern, syntax)) << pattern;
    }
  }
}

TEST(RegexPlain, NeverLies) {
  constexpr std::string_view kBytes = "ab()[]^|*+?.-\\#&:~";
  uint32_t seed = 1;
  size_t plain = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string pattern;
    for (int i = 0; i < 7; ++i) {
      seed = seed * 1664525 + 1013904223;
      pattern += kBytes[(seed >> 16) % kBytes.size()];
    }
    for (RegexSyntax syntax : kSyntaxes) {
      if (!IsPlain(pattern, syntax)) continue;
      ++plain;
      ExpectTrue(pattern, syntax);
    }
  }
  EXPECT_GT(plain, 500U);
}

/// Late compilation changes no answer.
TEST(RegexPlain, LateAndEarlyAgree) {
  for (std::string_view pattern : {"(a|b)+c", "^x[0-9]*", "no#[0-9]", "a.c"}) {
    for (std::string_view subject : {"", "abc", "x12", "no#7", "a\nc", "bbc"}) {
      for (RegexSyntax syntax : kSyntaxes) {
        Result<Regex> late = Regex::Compile(pattern, {.syntax = syntax});
        Result<Regex> early =
            Regex::Compile(pattern, {.syntax = syntax, .eager = true});
        std::vector<RegexGroup> a, b;
        EXPECT_EQ(*late->Search(subject, &a), *early->Search(subject, &b));
        EXPECT_EQ(a.size(), b.size());
        EXPECT_EQ(late->groups(), early->groups());
      }
    }
  }
}

}  // namespace
}  // namespace trommel::text
