// SPDX-License-Identifier: MIT
// Line searches at all alignments.
#include "tools/mailbox/line_scan.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::mailbox {
namespace {

TEST(LineScan, FindsEachPlace) {
  for (size_t size = 1; size < 70; ++size) {
    std::string text(size, 'F');
    EXPECT_EQ(FindBodyLine(text, 0), size);
    for (size_t at = 0; at < size; ++at) {
      text[at] = '\n';
      EXPECT_EQ(FindBodyLine(text, 0), at);
      EXPECT_EQ(FindBodyLine(text, at), at);
      EXPECT_EQ(FindBodyLine(text, at + 1), size);
      text[at] = 'F';
    }
  }
}

TEST(LineScan, PassesOtherLines) {
  std::string text = "a\nb\n\n\xBE\n";
  text += std::string(40, '\n') + "x\n>";
  EXPECT_EQ(FindBodyLine(text, 0), text.size() - 2);
  EXPECT_EQ(FindBodyLine("", 0), 0U);
  EXPECT_EQ(FindBodyLine("a\nb\n", 0), 3U);
}

TEST(LineScan, HeadersStopAtTheirEndAndAtC) {
  const std::string pad = "Subject: x\nTo: somebody\n x";
  for (const char* line : {"\nCc: y", "\ncc: y", "\n\nbody", "\n\r\nbody"}) {
    EXPECT_EQ(FindHeaderLine(pad + line + pad, 0), pad.size()) << line;
  }
  EXPECT_EQ(FindHeaderLine(pad, 0), pad.size());
}

}  // namespace
}  // namespace trommel::mailbox
