// SPDX-License-Identifier: MIT
#include "tools/trommel/line_source.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <vector>

namespace trommel {
namespace {

std::vector<std::string> Lines(const std::string& bytes) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()),
            static_cast<ssize_t>(bytes.size()));
  ::close(ends[1]);
  size_t waits = 0;
  LineSource source(ends[0], [&] { ++waits; });
  std::vector<std::string> out;
  while (const auto line = source.Next()) out.emplace_back(*line);
  ::close(ends[0]);
  EXPECT_GT(waits, 0u);
  return out;
}

using Strings = std::vector<std::string>;

TEST(LineSource, BlanksAtTheEndGo) {
  EXPECT_EQ(Lines("a \t\n b\r\n\nc"), (Strings{"a", " b", "", "c"}));
  EXPECT_EQ(Lines(""), Strings{});
}

TEST(LineSource, ABackslashContinues) {
  EXPECT_EQ(Lines("a\\\n   b\\ \nc\nd\\"), (Strings{"abc", "d"}));
  EXPECT_EQ(Lines("\\\n"), (Strings{""}));
}

TEST(LineSource, ANulEndsALine) {
  EXPECT_EQ(Lines(std::string("a\0b\nc\n", 6)), (Strings{"a", "c"}));
}

TEST(LineSource, ALongLineIsReadInPieces) {
  const std::string long_line(1030, 'x');
  EXPECT_EQ(Lines(long_line + "\ny\n"),
            (Strings{std::string(1023, 'x'), std::string(7, 'x'), "y"}));
  EXPECT_EQ(Lines(std::string(1022, 'x') + "\n"),
            (Strings{std::string(1022, 'x')}));
}

TEST(LineSource, NothingWaitsForAFile) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  ASSERT_GE(std::fputs("a\nb\n", file), 0);
  std::rewind(file);
  size_t waits = 0;
  LineSource source(::fileno(file), [&] { ++waits; });
  EXPECT_EQ(source.Next(), "a");
  EXPECT_EQ(source.Next(), "b");
  EXPECT_EQ(source.Next(), std::nullopt);
  EXPECT_EQ(waits, 0u);
  std::fclose(file);
}

}  // namespace
}  // namespace trommel
