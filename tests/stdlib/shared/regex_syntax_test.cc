// SPDX-License-Identifier: MIT
#include "stdlib/shared/regex_syntax.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

constexpr text::Regex::Options kPosix = {
    .syntax = text::RegexSyntax::kPosixExtended, .caseless = true};

TEST(RegexSyntax, PlainOnesCompile) {
  for (std::string_view pattern :
       {"abc", "a.c", "(a|b)+", "[a-z0-9_]+x", "^a", "a[.]b*", "\\.\\*", "a b",
        "([a-z]+) +([a-z]+)", "[^a]", "#[0-9]+", "((a)(b))?", "a-b", "@[x-]"}) {
    EXPECT_TRUE(CheckRegex(pattern, kPosix)) << pattern;
    EXPECT_TRUE(text::Regex::Compile(pattern, kPosix)) << pattern;
  }
  EXPECT_TRUE(IsPlainRegex("^([a-z]+)( x)*|b+"));
  EXPECT_TRUE(IsPlainRegex("(invoice|receipt) *#[0-9]+"));
  EXPECT_TRUE(IsPlainRegex("^yes, score=[0-9]+"));
}

TEST(RegexSyntax, DoubtIsNotPlain) {
  for (std::string_view pattern :
       {"", "a(b", "a)b", "[a", "[]", "[z-a]", "*a", "a**", "a|", "(|a)", "()",
        "a{2}", "a$", "[[:alpha:]]", "\\w", "a\\", "a^b", "]", "(*a)"}) {
    EXPECT_FALSE(IsPlainRegex(pattern)) << pattern;
  }
}

TEST(RegexSyntax, BadOnesAreFound) {
  for (std::string_view pattern : {"a(b", "[a", "a\\"}) {
    EXPECT_FALSE(CheckRegex(pattern, kPosix)) << pattern;
  }
  for (std::string_view pattern : {"a$", "a{2,3}", "[[:alpha:]]+"}) {
    EXPECT_TRUE(CheckRegex(pattern, kPosix)) << pattern;
  }
}

/// What is called plain must compile, whatever it is made of.
TEST(RegexSyntax, PlainNeverLies) {
  constexpr std::string_view kBytes = "ab()[]^|*+?.-\\#";
  uint32_t seed = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string pattern;
    for (int i = 0; i < 7; ++i) {
      seed = seed * 1664525 + 1013904223;
      pattern += kBytes[(seed >> 16) % kBytes.size()];
    }
    if (!IsPlainRegex(pattern)) continue;
    EXPECT_TRUE(text::Regex::Compile(pattern, kPosix)) << pattern;
  }
}

}  // namespace
}  // namespace trommel::stdlib
