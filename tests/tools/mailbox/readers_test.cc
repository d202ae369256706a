// SPDX-License-Identifier: MIT
// FileReader and FolderReader: one file after the other, good or bad.
#include "tools/mailbox/readers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/tools/mailbox/temp_dir.h"

namespace trommel::mailbox {
namespace {

const std::string kFrom = "From a@b Fri Nov 20 21:40:09 2026\n";

TEST(Readers, FoldersMixFormats) {
  TempDir dir;
  dir.Write("a", "A: 1\n\nx\n\n");
  dir.Write("b", kFrom + "B: 1\n\n\n" + kFrom + "B: 2\n");
  dir.Write("c/cur/1", kFrom + "C: 1\n\nx\n\n" + kFrom + "y\n");
  dir.Write("d", "");
  dir.Write("e", std::string(3 * kWindowBytes, 'e'));
  FolderReader reader;
  ASSERT_TRUE(reader.Start(dir.path()));
  EXPECT_EQ(reader.format(), Format::kFolder);
  std::vector<Copied> items = ReadAll(&reader);
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].bytes, "A: 1\n\nx\n\n");
  EXPECT_EQ(items[0].name, dir.Path("a"));
  EXPECT_EQ(items[0].from_line, "");
  EXPECT_EQ(items[1].bytes, "B: 1\n\n");
  EXPECT_EQ(items[2].bytes, "B: 2\n");
  EXPECT_EQ(items[2].name, dir.Path("b") + ":2");
  EXPECT_EQ(items[3].bytes, "C: 1\n\nx\n\n" + kFrom + "y\n");
  EXPECT_EQ(items[3].from_line, kFrom.substr(0, kFrom.size() - 1));
  EXPECT_EQ(items[4].bytes.size(), 3 * kWindowBytes);
  EXPECT_EQ(items[4].from_line, "");
}

TEST(Readers, EmptyFilesAreMessagesInMaildirsOnly) {
  TempDir dir;
  dir.Write("m/cur/1", "");
  dir.Write("f/1", "");
  EXPECT_EQ(ReadAll(dir.Path("m")).size(), 1U);
  EXPECT_EQ(ReadAll(dir.Path("f")).size(), 0U);
}

TEST(Readers, UnreadableFilesCount) {
  TempDir dir;
  dir.Write("cur/1", "A: 1\n");
  dir.Link("nowhere", "cur/2");
  dir.Link("/proc/self/mem", "cur/3");
  dir.Write("cur/4", "A: 4\n");
  FolderReader reader;
  ASSERT_TRUE(reader.Start(dir.path()));
  Item item;
  ASSERT_TRUE(reader.Next(&item));
  EXPECT_FALSE(item.failed);
  ASSERT_TRUE(reader.Next(&item));
  EXPECT_TRUE(item.failed);
  EXPECT_EQ(item.error.code, Code::kNoInput);
  EXPECT_EQ(item.name, dir.Path("cur/2"));
  EXPECT_EQ(item.bytes, "");
  ASSERT_TRUE(reader.Next(&item));
  EXPECT_TRUE(item.failed);
  EXPECT_EQ(item.error.code, Code::kIo);
  ASSERT_TRUE(reader.Next(&item));
  EXPECT_FALSE(item.failed);
  EXPECT_EQ(item.bytes, "A: 4\n");
  EXPECT_FALSE(reader.Next(&item));
  EXPECT_FALSE(reader.Next(&item));
}

TEST(Readers, PositionsEndAtTheTotal) {
  TempDir dir;
  std::string mbox = kFrom + "A: 1\n\nx\n\n" + kFrom + "B: 2\n";
  dir.Write("a", mbox);
  dir.Write("b", "C: 3\n");
  SingleReader single;
  ASSERT_TRUE(single.Start(dir.Path("a")));
  EXPECT_EQ(single.position(), 0U);
  EXPECT_EQ(single.total(), mbox.size());
  ReadAll(&single);
  EXPECT_EQ(single.position(), mbox.size());
  FolderReader folder;
  ASSERT_TRUE(folder.Start(dir.path()));
  ReadAll(&folder);
  EXPECT_EQ(folder.position(), mbox.size() + 5);
  EXPECT_EQ(folder.total(), 0U);
}

}  // namespace
}  // namespace trommel::mailbox
