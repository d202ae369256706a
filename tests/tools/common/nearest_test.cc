// SPDX-License-Identifier: MIT
// The nearest word: near ones are found, far ones are not.
#include "tools/common/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace trommel {
namespace {

constexpr std::array<std::string_view, 5> kWords = {"test", "run", "check",
                                                    "compile", "dump"};

TEST(Nearest, FindsTheWordThatWasMeant) {
  struct Row {
    const char* typed;
    const char* meant;
  };
  for (const Row& row :
       {Row{"tset", "test"}, Row{"test", "test"}, Row{"chek", "check"},
        Row{"comple", "compile"}, Row{"dumps", "dump"}, Row{"ran", "run"},
        Row{"deliver", ""}, Row{"", ""}, Row{"x", ""}}) {
    EXPECT_EQ(Nearest(row.typed, kWords), row.meant) << row.typed;
  }
}

TEST(Nearest, LongWordsAreNearNothing) {
  EXPECT_EQ(Nearest(std::string(100000, 'x'), kWords), "");
}

TEST(Nearest, FirstOfEqualsWins) {
  constexpr std::array<std::string_view, 2> kEqual = {"abcd", "abce"};
  EXPECT_EQ(Nearest("abcf", kEqual), "abcd");
}

}  // namespace
}  // namespace trommel
