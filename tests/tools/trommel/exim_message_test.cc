// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_message.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

using Fields = std::vector<std::string>;

struct Row {
  const char* bytes;
  Fields fields;
  const char* body;
  int64_t size;
  int64_t lines;
};

TEST(EximMessage, HeaderEndsAtAnEmptyLineOrAtOneThatIsNoField) {
  for (const Row& row : {
           Row{"A: b\n\nc", {"A: b\n"}, "c", 7, 2},
           Row{"A: b\nc d\ne", {"A: b\n"}, "e", 10, 2},
           Row{"A: b", {"A: b\n"}, "", 5, 1},
           Row{"", {}, "", 1, 1},
           Row{"body\nmore", {}, "more", 9, 1},
           Row{"A: b\n c\n\t\nD: e\n\nf", {"A: b\n c\n", "D: e\n"}, "f", 15, 5},
       }) {
    const EximMessage message = ReadEximMessage(row.bytes, {});
    EXPECT_EQ(message.fields, row.fields) << row.bytes;
    EXPECT_EQ(message.body, row.body) << row.bytes;
    EXPECT_EQ(message.arrival.size, row.size) << row.bytes;
    EXPECT_EQ(message.arrival.lines, row.lines) << row.bytes;
    EXPECT_EQ(message.no_header, row.fields.empty()) << row.bytes;
  }
}

TEST(EximMessage, LineEndsAreMadeOfOneKindInTheHeaderOnly) {
  const EximMessage crlf = ReadEximMessage("A: b\r\n\r\nc\r\n", {});
  EXPECT_EQ(crlf.fields, Fields{"A: b\n"});
  EXPECT_EQ(crlf.body, "c\r\n");
  EXPECT_EQ(ReadEximMessage("A: b\rc\n\n", {}).fields, Fields{"A: b\n c\n"});
  EXPECT_EQ(ReadEximMessage("A: b\r\nC: d\nE: f\r\n\r\n", {}).fields,
            (Fields{"A: b\n", "C: d\n E: f\n"}));
  EXPECT_EQ(ReadEximMessage("A: b\r\n\nc", {}).body, " c");
}

TEST(EximMessage, ADotEndsItUnlessToldOtherwise) {
  EXPECT_EQ(ReadEximMessage("A: b\n\nc\n.\nd", {true}).body, "c\n");
  EXPECT_EQ(ReadEximMessage("A: b\n\nc\n.\nd", {false}).body, "c\n.\nd");
  EXPECT_EQ(ReadEximMessage("A: b\n\nc\n..\n.", {true}).body, "c\n..\n");
  EXPECT_EQ(ReadEximMessage("A: b\n\nc\r\n.\r\nd", {true}).body, "c\r\n.\r\nd");
  EXPECT_EQ(ReadEximMessage("A: b\n.\nC: d", {true}).fields, Fields{"A: b\n"});
}

TEST(EximMessage, FromLinesNameTheSender) {
  const EximMessage message = ReadEximMessage(
      "From a@b Mon Jan  1 00:00:00 2024\nFrom c 7 Jan 97 14:00\nA: b\n\n", {});
  EXPECT_EQ(message.from_line_senders, (Fields{"a@b", "c"}));
  EXPECT_EQ(message.fields, Fields{"A: b\n"});
  EXPECT_TRUE(ReadEximMessage("From bogus\n\n", {}).from_line_senders.empty());
}

TEST(EximMessage, ABodyOfFullPiecesCountsOneLineMore) {
  for (auto [bytes, lines] :
       {std::pair("A: b\n\nc\nd\n", 3), std::pair("A: b\n\nc\nde", 2),
        std::pair("A: b\n\nc\nde\n", 2)}) {
    EximMessage message = ReadEximMessage(bytes, {});
    CountEvenBody(3, &message);
    EXPECT_EQ(message.arrival.body_lines, lines) << bytes;
  }
}

TEST(EximMessage, CountsWhatScriptsAskFor) {
  const EximMessage message =
      ReadEximMessage("Received: a\nreceived : b\nc\0d\n\n\ne\n", {});
  EXPECT_EQ(message.arrival.received, 2);
  EXPECT_EQ(message.arrival.longest_line, 12);
  EXPECT_EQ(ReadEximMessage("A: b\n\n\n\nc\n", {true}).arrival.body_lines, 1);
  EXPECT_EQ(ReadEximMessage("A: b\n\n\n\nc\n", {false}).arrival.body_lines, 3);
}

}  // namespace
}  // namespace trommel
