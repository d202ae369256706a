// SPDX-License-Identifier: MIT
// Columns of text on a terminal.
#include "tools/common/width.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

TEST(Width, CountsColumnsNotCharacters) {
  struct Row {
    std::string_view text;
    size_t columns;
  };
  for (const Row& row :
       {Row{"", 0}, Row{"abc", 3}, Row{"caf\xC3\xA9", 4},
        Row{"cafe\xCC\x81", 4},                  // e and a combining acute
        Row{"\xE8\xAB\x8B\xE6\xB1\x82", 4},      // two Han characters
        Row{"\xED\x95\x9C", 2},                  // Hangul
        Row{"\xEF\xBC\x88x\xEF\xBC\x89", 5},     // fullwidth parentheses
        Row{"\xF0\x9F\x98\x80", 2},              // an emoji
        Row{"\xD7\xA9\xD7\x9C", 2},              // Hebrew
        Row{"\xE2\x80\x9Cq\xE2\x80\x9D", 3}}) {  // quotation marks
    EXPECT_EQ(ColumnsOf(row.text), row.columns) << row.text;
  }
}

TEST(Width, CutsWhereTheColumnsEnd) {
  EXPECT_EQ(FirstColumns("abc", 2), "ab");
  EXPECT_EQ(FirstColumns("abc", 5), "abc");
  EXPECT_EQ(FirstColumns("abc", 0), "");
  EXPECT_EQ(FirstColumns("\xE8\xAB\x8B\xE6\xB1\x82", 3), "\xE8\xAB\x8B");
  EXPECT_EQ(FirstColumns("e\xCC\x81x", 1), "e\xCC\x81");
}

}  // namespace
}  // namespace trommel
