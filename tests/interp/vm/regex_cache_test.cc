// SPDX-License-Identifier: MIT
#include "interp/vm/regex_cache.h"

#include <gtest/gtest.h>

namespace trommel::vm {
namespace {

using text::RegexSyntax;

bool Matches(RegexCache* cache, std::string_view pattern,
             text::Regex::Options options, std::string_view subject) {
  return cache->Get(pattern, options).value()->Search(subject, nullptr).value();
}

TEST(RegexCache, CompilesAPatternOnce) {
  RegexCache cache;
  const text::Regex* first = cache.Get("a+", {}).value();
  EXPECT_EQ(cache.Get(std::string("a+"), {}).value(), first);
  EXPECT_NE(cache.Get("b+", {}).value(), first);
}

TEST(RegexCache, OptionsAreOfTheKey) {
  RegexCache cache;
  text::Regex::Options exact{.syntax = RegexSyntax::kPosixExtended,
                             .caseless = false};
  text::Regex::Options caseless = exact;
  caseless.caseless = true;
  text::Regex::Options perl = exact;
  perl.syntax = RegexSyntax::kPerl;
  EXPECT_FALSE(Matches(&cache, "^A$", exact, "a"));
  EXPECT_TRUE(Matches(&cache, "^A$", caseless, "a"));
  EXPECT_FALSE(Matches(&cache, "^A$", exact, "a"));
  EXPECT_NE(cache.Get("^A$", exact).value(), cache.Get("^A$", perl).value());
}

TEST(RegexCache, BadPatternIsAnErrorEachTime) {
  RegexCache cache;
  for (int i = 0; i < 2; ++i) {
    Result<const text::Regex*> regex = cache.Get("(", {});
    ASSERT_FALSE(regex);
    EXPECT_EQ(regex.error().code, Code::kRun);
  }
}

TEST(RegexCache, StartsAfreshWhenFull) {
  RegexCache cache;
  for (size_t i = 0; i <= RegexCache::kEntries; ++i) {
    ASSERT_TRUE(cache.Get("x" + std::to_string(i), {}));
  }
  EXPECT_TRUE(Matches(&cache, "x0", {}, "-x0-"));
}

}  // namespace
}  // namespace trommel::vm
