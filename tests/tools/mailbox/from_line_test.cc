// SPDX-License-Identifier: MIT
// Which lines start a message of an mbox.
#include "tools/mailbox/from_line.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::mailbox {
namespace {

TEST(FromLine, AcceptsWhatMailersWrite) {
  for (const char* line : {
           "From a@b Fri Nov 20 21:40:09 2026",
           "From a@b Fri Nov 20 21:40:09 2026\r\nReceived: x",
           "From a@b  Fri Nov  6 21:40:09 2026\nX",
           "From a@b Fri Nov 20 21:40 2026",
           "From a@b Fri Nov 20 9:40 2026",
           "From a@b Fri Nov 20 21:40:09 EST 2026",
           "From a@b Fri Nov 20 21:40:09 EST DST 2026",
           "From a@b Fri Nov 20 21:40:09 2026 +0100",
           "From a@b Fri Nov 20 21:40:09 +0100 2026",
           "From a@b Fri Nov 20 21:40:09 2026 remote from host",
           "From a@b Fri, 20 Nov 2026 21:40:09 +0000",
           "From  Fri Nov 20 21:40:09 2026",
           "From - Fri Nov 20 21:40:09 2026",
           "From MAILER-DAEMON Fri Nov 20 21:40:09 2026",
           "From someone at example.org  Fri Nov 20 21:40:09 2026",
           "From 12 Fri Nov 20 21:40:09 2026",
           "From brokenay 23 05:21:05 2017",
       }) {
    EXPECT_TRUE(StartsWithFromLine(line)) << line;
  }
}

TEST(FromLine, RefusesProse) {
  for (const char* line : {
           "",
           "From",
           "From ",
           "From: a@b",
           "from a@b Fri Nov 20 21:40 2026",
           "From a@b",
           "From a@b Fri Nov 20 2026",
           "From a@b Fri Nov 20 21:40",
           "From Monday 9:30 2026 on",
           "From 9 to 17 in 2026",
           "From a@b Fri Nov 20 21.40.09 2026",
           "From a@b\nFri Nov 20 21:40:09 2026",
           ">From a@b Fri Nov 20 21:40:09 2026",
           " From a@b Fri Nov 20 21:40:09 2026",
       }) {
    EXPECT_FALSE(StartsWithFromLine(line)) << line;
  }
}

TEST(FromLine, LooksAtALimitedLength) {
  const std::string date = " 20 21:40:09 2026";
  std::string at = "From " + std::string(kFromLineBytes - 5 - date.size(), 'x');
  EXPECT_TRUE(StartsWithFromLine(at + date));
  EXPECT_FALSE(StartsWithFromLine(at + "x" + date));
}

TEST(FromLine, LineEndsGo) {
  EXPECT_EQ(WithoutLineEnd("a\n"), "a");
  EXPECT_EQ(WithoutLineEnd("a\r\n"), "a");
  EXPECT_EQ(WithoutLineEnd("a"), "a");
  EXPECT_EQ(WithoutLineEnd(""), "");
}

}  // namespace
}  // namespace trommel::mailbox
