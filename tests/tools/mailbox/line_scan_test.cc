// SPDX-License-Identifier: MIT
// FindLine against the obvious loop.
#include "tools/mailbox/line_scan.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::mailbox {
namespace {

constexpr std::array kStarts = {'F', '>'};

TEST(LineScan, FindsEachPlace) {
  for (size_t size = 1; size < 70; ++size) {
    std::string text(size, 'F');
    EXPECT_EQ(FindLine(text, 0, kStarts), size);
    for (size_t at = 0; at < size; ++at) {
      text[at] = '\n';
      EXPECT_EQ(FindLine(text, 0, kStarts), at);
      EXPECT_EQ(FindLine(text, at, kStarts), at);
      EXPECT_EQ(FindLine(text, at + 1, kStarts), size);
      text[at] = 'F';
    }
  }
}

TEST(LineScan, PassesOtherLines) {
  std::string text = "a\nb\n\n\xBE\n";
  text += std::string(40, '\n') + "x\n>";
  EXPECT_EQ(FindLine(text, 0, kStarts), text.size() - 2);
  EXPECT_EQ(FindLine("", 0, kStarts), 0U);
  EXPECT_EQ(FindLine("a\nb\n", 0, kStarts), 3U);
}

}  // namespace
}  // namespace trommel::mailbox
