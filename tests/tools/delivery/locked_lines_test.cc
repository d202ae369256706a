// SPDX-License-Identifier: MIT
#include "tools/delivery/locked_lines.h"

#include <gtest/gtest.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

TEST(Keywords, LettersAreTheNumbersInTheFile) {
  std::string lines = "0 work\n3 $Junk\n";
  EXPECT_EQ(KeywordLetter("WORK", &lines), 'a');
  EXPECT_EQ(KeywordLetter("$Junk", &lines), 'd');
  EXPECT_EQ(lines, "0 work\n3 $Junk\n");
  EXPECT_EQ(KeywordLetter("new", &lines), 'b');
  EXPECT_EQ(lines, "0 work\n3 $Junk\n1 new\n");
}

TEST(Keywords, OddLinesTakeNoLetter) {
  std::string lines = "x y\n26 far\n999999 z\nnone\n\n0 a";
  EXPECT_EQ(KeywordLetter("far", &lines), 'b');
  EXPECT_TRUE(lines.ends_with("0 a\n1 far\n")) << lines;
}

TEST(Keywords, ThereAre26) {
  std::string lines;
  for (char c = 'a'; c <= 'z'; ++c) {
    EXPECT_EQ(KeywordLetter(std::string("k") + c, &lines), c);
  }
  const std::string full = lines;
  EXPECT_EQ(KeywordLetter("more", &lines), '\0');
  EXPECT_EQ(lines, full);
}

TEST(Subscriptions, BothForms) {
  std::string plain = "a\nb";
  AddSubscription("b", &plain);
  EXPECT_EQ(plain, "a\nb");
  AddSubscription("b.c", &plain);
  EXPECT_EQ(plain, "a\nb\nb.c\n");
  std::string version2 = "V\t2\n\na\n";
  AddSubscription("b.c", &version2);
  AddSubscription("b.c", &version2);
  EXPECT_EQ(version2, "V\t2\n\na\nb\tc\n");
}

TEST(UpdateLines, KeepsModeAndLeavesNoLock) {
  const Scratch scratch;
  const std::string path = scratch.Write("f", "a\n", 0640);
  ASSERT_TRUE(UpdateLines(path, [](std::string* lines) { *lines += "b\n"; }));
  EXPECT_EQ(scratch.Read("f"), "a\nb\n");
  EXPECT_EQ(std::filesystem::status(path).permissions(),
            std::filesystem::perms(0640));
  EXPECT_EQ(scratch.Files(), std::vector<std::string>{"f"});
}

TEST(UpdateLines, TakesAnOldLockAway) {
  const Scratch scratch;
  const std::string lock = scratch.Write("f.lock", "");
  std::filesystem::last_write_time(
      lock,
      std::filesystem::file_time_type::clock::now() - std::chrono::minutes(5));
  ASSERT_TRUE(UpdateLines(scratch.Path("f"),
                          [](std::string* lines) { *lines = "x\n"; }));
  EXPECT_EQ(scratch.Read("f"), "x\n");
}

TEST(UpdateLines, WithoutAFolderItFails) {
  EXPECT_FALSE(UpdateLines("/nonexistent/f",
                           [](std::string* lines) { *lines = "x\n"; }));
}

}  // namespace
}  // namespace trommel::delivery
