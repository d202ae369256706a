// SPDX-License-Identifier: MIT
// Output: blocks, failures, and text that cannot steer a terminal.
#include "tools/common/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace trommel {
namespace {

std::string Printable(std::string_view text) {
  std::string out;
  AppendPrintable(text, &out);
  return out;
}

TEST(Printable, NothingSteersATerminal) {
  EXPECT_EQ(Printable("plain text"), "plain text");
  EXPECT_EQ(Printable("a\x1B[31mb"), "a?[31mb");
  EXPECT_EQ(Printable(std::string_view("a\0b\x7F", 4)), "a?b?");
  EXPECT_EQ(Printable("a\r\n\tb"), "a   b");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "31m"),
            "?31m");
  EXPECT_EQ(Printable("caf\xC3\xA9 \xC2\xA0"), "caf\xC3\xA9 \xC2\xA0");
  EXPECT_EQ(Printable("caf\xE9!"), "caf\xEF\xBF\xBD!");
}

TEST(Printable, NothingTurnsTheDirectionOfText) {
  EXPECT_EQ(Printable("exe.\xE2\x80\xAEtxt"), "exe.?txt");
  EXPECT_EQ(Printable("a\xE2\x81\xA6z\xE2\x80\xA8y"), "a?z?y");
  EXPECT_EQ(Printable("\xE2\x80\x9Cq\xE2\x80\x9D"),
            "\xE2\x80\x9Cq\xE2\x80\x9D");
}

TEST(Characters, AreCutWhole) {
  EXPECT_EQ(FirstCharacters("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "\xC3\xA9\xC3\xA9");
  EXPECT_EQ(FirstCharacters("ab", 5), "ab");
  EXPECT_EQ(FirstCharacters("ab", 0), "");
}

TEST(Output, WritesAllOfIt) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  {
    Output out(ends[1]);
    out.Write("one ");
    out.Write("two");
    EXPECT_TRUE(out.Flush());
    out.Write(" three");
  }
  std::array<char, 64> bytes{};
  EXPECT_EQ(::read(ends[0], bytes.data(), bytes.size()), 13);
  EXPECT_STREQ(bytes.data(), "one two three");
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Output, KeepsItsFirstFailure) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "there is no /dev/full";
  Output out(full);
  out.Write("x");
  Status status = out.Flush();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kIo);
  EXPECT_NE(status.error().text.find("No space left"), std::string::npos);
  EXPECT_TRUE(out.closed());
  ::close(full);
}

TEST(Output, AReaderThatWentAwayIsNoFailure) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  Output out(ends[1]);
  out.Write("x");
  EXPECT_TRUE(out.Flush());
  EXPECT_TRUE(out.closed());
  ::close(ends[1]);
}

}  // namespace
}  // namespace trommel
