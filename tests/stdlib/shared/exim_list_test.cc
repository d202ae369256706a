// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_list.h"

#include <gtest/gtest.h>

namespace trommel::stdlib::exim {
namespace {

struct Row {
  std::string_view list;
  std::string_view items;  ///< each in brackets
};

constexpr Row kRows[] = {
    {"a:b:c", "[a][b][c]"},
    {"", ""},
    {":", "[]"},
    {"a:", "[a]"},
    {" a : b ", "[a][b]"},
    {"a::b:c", "[a:b][c]"},
    {"a: : c", "[a][][c]"},
    {"<; a; b:c ;d", "[a][b:c][d]"},
    {"<,a,,b", "[a,b]"},
    {"<", ""},
    {"<x", "[<x]"},
    {"a:::b", "[a:][b]"},
    {"<\n a\n b", "[a][b]"},
};

TEST(EximList, GivesItems) {
  for (const Row& row : kRows) {
    ListReader reader(row.list);
    std::string got;
    while (auto item = reader.Next()) got += "[" + *item + "]";
    EXPECT_EQ(got, row.items) << row.list;
  }
}

TEST(EximList, DoublesSeparators) {
  EXPECT_EQ(ListQuoted("a:b", ':'), "a::b");
  EXPECT_EQ(ListQuoted("a:b", ','), "a:b");
}

}  // namespace
}  // namespace trommel::stdlib::exim
