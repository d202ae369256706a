// SPDX-License-Identifier: MIT
#include "tools/host/environment.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

// Each row was seen on exim4 4.96 with ${env{FOO}{$value}{unset}}.
TEST(Environment, ListsAreExims) {
  struct Row {
    const char* list;
    bool kept;
  };
  for (const Row& row :
       {Row{"", false}, Row{"FOO", true}, Row{"F*:PATH", false},
        Row{"*OO", true}, Row{"^F", true}, Row{"*", true},
        Row{"!FOO : *", false}, Row{"!FOO", false}, Row{"foo", false},
        Row{"<; FOO ; BAR", true}, Row{"FOO::BAR", false}, Row{"*oo", false},
        Row{"!BAR", true}, Row{"BAR:!FOO", false}, Row{"^(", false}}) {
    EXPECT_EQ(KeepsVariable(row.list, "FOO"), row.kept) << row.list;
  }
  EXPECT_TRUE(KeepsVariable("!FOO:BAR", "BAR"));
  EXPECT_TRUE(KeepsVariable("BAR:!FOO", "BAZ"));
}

TEST(Environment, AddedVariablesAreNamesWithValues) {
  EXPECT_EQ(AddedVariable("FOO=bar:PATH=/x", "FOO"), "bar");
  EXPECT_EQ(AddedVariable("FOO=bar:PATH=/x", "PATH"), "/x");
  EXPECT_EQ(AddedVariable("<; FOO=a:b ; X=1", "FOO"), "a:b");
  EXPECT_EQ(AddedVariable("FOO=bar", "BAR"), std::nullopt);
  EXPECT_EQ(AddedVariable("FOO", "FOO"), std::nullopt);
  EXPECT_EQ(AddedVariable("", "FOO"), std::nullopt);
}

}  // namespace
}  // namespace trommel
