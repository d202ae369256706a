// SPDX-License-Identifier: MIT
// Open: what a path turns out to be.
#include <gtest/gtest.h>

#include <string>

#include "tests/tools/mailbox/temp_dir.h"
#include "tools/mailbox/mailbox.h"

namespace trommel::mailbox {
namespace {

TEST(Open, TellsFormats) {
  const std::string from = "From a@b Fri Nov 20 21:40:09 2026\n";
  TempDir dir;
  dir.MakeDir("maildir/cur");
  dir.MakeDir("folder");
  dir.Write("mbox", from + "A: 1\n\n");
  dir.Write("message", "A: 1\n\n" + from);
  dir.Write("undated", "From a@b\nA: 1\n\n");
  dir.Write("empty", "");
  struct Row {
    std::string name;
    Format format;
    size_t messages;
  };
  const Row rows[] = {
      {"maildir", Format::kMaildir, 0}, {"folder", Format::kFolder, 0},
      {"mbox", Format::kMbox, 1},       {"message", Format::kMessage, 1},
      {"undated", Format::kMessage, 1}, {"empty", Format::kMbox, 0},
  };
  for (const Row& row : rows) {
    auto reader = Open(dir.Path(row.name));
    ASSERT_TRUE(reader) << row.name;
    EXPECT_EQ((*reader)->format(), row.format) << row.name;
    EXPECT_EQ(ReadAll(reader->get()).size(), row.messages) << row.name;
  }
}

TEST(Open, SaysWhatIsMissing) {
  TempDir dir;
  auto reader = Open(dir.Path("none"));
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, Code::kNoInput);
  EXPECT_EQ(reader.error().text,
            "cannot open " + dir.Path("none") + ": No such file or directory");
}

}  // namespace
}  // namespace trommel::mailbox
