// SPDX-License-Identifier: MIT
// MboxScanner: where messages begin and end, and what is unquoted.
#include "tools/mailbox/mbox.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/tools/mailbox/temp_dir.h"

namespace trommel::mailbox {
namespace {

const std::string kFrom = "From a@b Fri Nov 20 21:40:09 2026\n";
const std::string kFromCrLf = "From a@b Fri Nov 20 21:40:09 2026\r\n";

std::vector<std::string> Bytes(const std::string& mbox) {
  TempDir dir;
  std::vector<std::string> out;
  for (Copied& item : ReadAll(dir.Write("mbox", mbox))) {
    EXPECT_FALSE(item.failed);
    out.push_back(std::move(item.bytes));
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(Mbox, SplitsAtFromLines) {
  struct Row {
    std::string mbox;
    Strings messages;
  };
  const Row rows[] = {
      {kFrom + "A: 1\n\nx\n\n" + kFrom + "B: 2\n\ny\n\n",
       {"A: 1\n\nx\n", "B: 2\n\ny\n"}},
      {kFromCrLf + "A: 1\r\n\r\nx\r\n\r\n" + kFromCrLf + "B: 2\r\n\r\ny\r\n",
       {"A: 1\r\n\r\nx\r\n", "B: 2\r\n\r\ny\r\n"}},
      {kFrom + "A: 1\n\nx\n" + kFrom + "y\n", {"A: 1\n\nx\n" + kFrom + "y\n"}},
      {kFrom + "A: 1\n\nFrom here to there\n\nFrom then\n",
       {"A: 1\n\nFrom here to there\n\nFrom then\n"}},
      {kFrom + "A: 1\n\nno line end", {"A: 1\n\nno line end"}},
      {kFrom + "A: 1", {"A: 1"}},
      {kFrom + "A: 1\n\n" + kFrom + "B: 2\n", {"A: 1\n", "B: 2\n"}},
      {kFrom + "\n" + kFrom + "\n" + kFrom, {"", "", ""}},
      {kFrom.substr(0, kFrom.size() - 1), {""}},
      {kFrom + "A: 1\n\nx\n\n\n\n" + kFrom, {"A: 1\n\nx\n\n\n", ""}},
      {kFrom + "A: 1\n\nx\n\n" + kFrom.substr(0, kFrom.size() - 1),
       {"A: 1\n\nx\n", ""}},
      {kFrom + "A: 1\n\nx\r\n\r", {"A: 1\n\nx\r\n\r"}},
      {kFrom + "A: 1\n\r", {"A: 1\n\r"}},
      {"", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(Bytes(row.mbox), row.messages);
}

TEST(Mbox, UnquotesBodies) {
  EXPECT_EQ(Bytes(kFrom + "A: 1\n\n>From a\n>>From b\n> From c\n>>x\n>From"),
            Strings{"A: 1\n\nFrom a\n>From b\n> From c\n>>x\n>From"});
  EXPECT_EQ(Bytes(kFrom + "A: 1\n\nx\n>From a\n\n" + kFrom +
                  "B: 2\n\n>From b\n>From c"),
            (Strings{"A: 1\n\nx\nFrom a\n", "B: 2\n\nFrom b\nFrom c"}));
}

TEST(Mbox, HonoursTrueContentLengths) {
  const std::string body = "x\n\n" + kFrom + ">From y\n";
  auto header = [](size_t length) {
    return "A: 1\ncontent-length: " + std::to_string(length) + "\n\n";
  };
  std::string whole = header(body.size()) + body;
  EXPECT_EQ(Bytes(kFrom + whole + "\n" + kFrom + "B: 2\n"),
            (Strings{whole, "B: 2\n"}));
  EXPECT_EQ(Bytes(kFrom + whole + kFrom + "B: 2\n"),
            (Strings{whole, "B: 2\n"}));
  EXPECT_EQ(Bytes(kFrom + whole), Strings{whole});
  EXPECT_EQ(Bytes(kFrom + whole + "\n"), Strings{whole});
  for (size_t wrong : {body.size() - 2, body.size() + 1, size_t{0},
                       size_t{1} << 40U, size_t{99999999999}}) {
    EXPECT_EQ(Bytes(kFrom + header(wrong) + body),
              (Strings{header(wrong) + "x\n", ">From y\n"}))
        << wrong;
  }
}

TEST(Mbox, TellsWhereMessagesAre) {
  TempDir dir;
  std::string path =
      dir.Write("mbox", kFromCrLf + "A: 1\r\n\r\n\r\n" + kFrom + "B: 2\n");
  std::vector<Copied> items = ReadAll(path);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].name, path + ":1");
  EXPECT_EQ(items[1].name, path + ":2");
  EXPECT_EQ(items[0].from_line, kFrom.substr(0, kFrom.size() - 1));
  EXPECT_EQ(items[0].offset, 0U);
  EXPECT_EQ(items[1].offset, kFromCrLf.size() + 10);
}

// Messages of all sizes around the window, so that every construct is cut by
// its end somewhere.
TEST(Mbox, WindowsDoNotShow) {
  std::string mbox;
  Strings messages;
  for (size_t size = 0; size < 4 * kWindowBytes; size = size * 3 + 1) {
    for (size_t shift = 0; shift < 3; ++shift) {
      std::string line = std::string((size + shift) % 61, 'x') + "\n";
      std::string body;
      while (body.size() <= size) body += line;
      mbox += kFrom + "A: 1\n\n" + body + ">>From q\n" + body + "\n";
      messages.push_back("A: 1\n\n" + body + ">From q\n" + body);
    }
  }
  ASSERT_GT(mbox.size(), 10 * kWindowBytes);
  EXPECT_TRUE(Bytes(mbox) == messages);
}

TEST(Mbox, CutsAtEveryPlaceOfAWindow) {
  const std::string tail = "x\n>>From q\n\n" + kFrom +
                           "Content-Length: 2\n\ny\n\n" + kFrom + "B: 2\n";
  for (size_t before = 0; before < tail.size(); ++before) {
    std::string head = "A: 1\n\n";
    head +=
        std::string(kWindowBytes - kFrom.size() - head.size() - before, 'z');
    EXPECT_TRUE(
        Bytes(kFrom + head + tail) ==
        (Strings{head + "x\n>From q\n", "Content-Length: 2\n\ny\n", "B: 2\n"}))
        << before;
  }
}

TEST(Mbox, ReadsPipes) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  std::string mbox = kFrom + "Content-Length: 2\n\nx\n\n" + kFrom + "B: 2\n";
  ASSERT_EQ(write(ends[1], mbox.data(), mbox.size()),
            static_cast<ssize_t>(mbox.size()));
  close(ends[1]);
  std::vector<Copied> items = ReadAll("/dev/fd/" + std::to_string(ends[0]));
  close(ends[0]);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].bytes, "Content-Length: 2\n\nx\n");
  EXPECT_EQ(items[1].bytes, "B: 2\n");
}

}  // namespace
}  // namespace trommel::mailbox
