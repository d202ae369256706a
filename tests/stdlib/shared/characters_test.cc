// SPDX-License-Identifier: MIT
#include "stdlib/shared/characters.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(FirstCharacters, CountsCharactersNotBytes) {
  struct Case {
    std::string_view text;
    size_t count, bytes;
  };
  const Case kCases[] = {
      {"", 0, 0},
      {"", 3, 0},
      {"abc", 0, 0},
      {"abc", 2, 2},
      {"abc", 3, 3},
      {"abc", 9, 3},
      {"größe", 2, 2},
      {"größe", 3, 4},
      {"größe", 4, 6},
      {"größe", 5, 7},
      {"\x80\x80"
       "a",
       0, 2},
      {"a\x80\x80"
       "b",
       1, 3},
      {"€\xF0\x9F\x8C\xB3!", 2, 7},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(FirstCharacters(c.text, c.count), c.bytes) << c.text << c.count;
  }
}

}  // namespace
}  // namespace trommel::stdlib
