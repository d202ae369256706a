// SPDX-License-Identifier: MIT
#include "stdlib/shared/flag_set.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(FlagSet, KnowsFlags) {
  for (std::string_view flag : {"\\Seen", "\\DRAFT", "$Junk", "a-b", "x]"}) {
    EXPECT_EQ(IsFlag(flag), flag != "x]") << flag;
  }
  for (std::string_view flag :
       {"", "\\Foo", "\\*", "a(b", "a\"b", "\xC3\xA9"}) {
    EXPECT_FALSE(IsFlag(flag)) << flag;
  }
}

TEST(FlagSet, KeepsFirstSpellingAndOrder) {
  Arena arena;
  FlagSet set;
  set.Add("b  A  b  e\tf g\nh ", false);
  set.Add("a c", false);
  EXPECT_EQ(set.ToText(&arena).text(), "b A c");
  set.Remove("B none");
  EXPECT_EQ(set.ToText(&arena).text(), "A c");
  EXPECT_EQ(set.ToValues(&arena).size(), 2U);
}

TEST(FlagSet, EmptyIsEmpty) {
  Arena arena;
  FlagSet set;
  EXPECT_EQ(set.ToText(&arena).text(), "");
  EXPECT_EQ(set.ToText(&arena).type(), Type::kString);
  EXPECT_TRUE(set.ToValues(&arena).empty());
}

TEST(FlagSet, KeepsTaint) {
  Arena arena;
  FlagSet set;
  set.Add("a", false);
  EXPECT_FALSE(set.ToText(&arena).tainted());
  set.Add("b", true);
  EXPECT_TRUE(set.ToText(&arena).tainted());
  EXPECT_FALSE(set.ToValues(&arena)[0].tainted());
  EXPECT_TRUE(set.ToValues(&arena)[1].tainted());
}

TEST(FlagSet, IsBounded) {
  Arena arena;
  FlagSet set;
  for (size_t i = 0; i < FlagSet::kMost + 10; ++i) {
    set.Add(arena.Copy("f" + std::to_string(i)), false);
  }
  EXPECT_LE(set.ToValues(&arena).size(), FlagSet::kMost);
}

TEST(FlagSet, FindsLentTags) {
  const Value pairs[] = {Value::String("copy"), Value::Bool(true),
                         Value::String("flags"), Value::String("x")};
  EXPECT_TRUE(LentTag(pairs, "copy").boolean());
  EXPECT_EQ(LentTag(pairs, "flags").text(), "x");
  EXPECT_TRUE(LentTag(pairs, "create").is_nil());
  EXPECT_TRUE(LentTag({}, "copy").is_nil());
}

}  // namespace
}  // namespace trommel::stdlib
