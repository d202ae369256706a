// SPDX-License-Identifier: MIT
// Message: where fields, header and body begin and end.
#include "interp/mail/message.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/limits.h"

namespace trommel::mail {
namespace {

using std::string_literals::operator""s;

struct Case {
  std::string what;
  std::string bytes;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
  std::string from_line = "";
};

const std::vector<Case>& Cases() {
  static const std::vector<Case>* cases = new std::vector<Case>{
      {"plain", "A: 1\nB:2\n\nbody\n", {{"A", " 1"}, {"B", "2"}}, "body\n"},
      {"folded",
       "A: 1\n  2\n\t3\nB: 4\n\n",
       {{"A", " 1\n  2\n\t3"}, {"B", " 4"}},
       ""},
      {"CRLF",
       "A: 1\r\n 2\r\nB: 3\r\n\r\nx\r\n",
       {{"A", " 1\r\n 2"}, {"B", " 3"}},
       "x\r\n"},
      {"old Mac",
       "A: 1\r 2\rB: 3\r\rx\r",
       {{"A", " 1\r 2"}, {"B", " 3"}},
       "x\r"},
      {"bare CR is data",
       "A: 1\r2\nB: 3\r\r\n\nx\r\r",
       {{"A", " 1\r2"}, {"B", " 3\r"}},
       "x\r\r"},
      {"obsolete blanks", "Name \t : v\n\n", {{"Name", " v"}}, ""},
      {"empty value", "A:\nB:", {{"A", ""}, {"B", ""}}, ""},
      {"cut by the end", "A: 1\nB: 2", {{"A", " 1"}, {"B", " 2"}}, ""},
      {"cut in a fold", "A: 1\n ", {{"A", " 1\n "}}, ""},
      {"cut in a name", "A: 1\nSubj", {{"A", " 1"}}, "Subj"},
      {"no field ends it",
       "A: 1\nno field\nB: 2\n",
       {{"A", " 1"}},
       "no field\nB: 2\n"},
      {"no name ends it", "A: 1\n: 2\n", {{"A", " 1"}}, ": 2\n"},
      {"control ends it", "A: 1\nB\x01: 2\n", {{"A", " 1"}}, "B\x01: 2\n"},
      {"8-bit name ends it",
       "A: 1\n\xC3\xA9: 2\n",
       {{"A", " 1"}},
       "\xC3\xA9: 2\n"},
      {"blank line is a fold",
       "A: 1\n \nB: 2\n\n",
       {{"A", " 1\n "}, {"B", " 2"}},
       ""},
      {"leading fold", " A: 1\nB: 2\n", {}, " A: 1\nB: 2\n"},
      {"only a body", "\nbody", {}, "body"},
      {"nothing", "", {}, ""},
      {"NUL", "A: x\0y\n\nb\0"s, {{"A", " x\0y"s}}, "b\0"s},
      {"From line",
       "From a@b Fri Nov 20 21:40:09 2026\nA: 1\n\nx",
       {{"A", " 1"}},
       "x",
       "From a@b Fri Nov 20 21:40:09 2026\n"},
      {"quoted From line",
       ">From a\r\nA: 1\r\n\r\nx",
       {{"A", " 1"}},
       "x",
       ">From a\r\n"},
      {"From line alone", "From a", {}, "", "From a"},
      {"field called From", "From : a@b\n\n", {{"From", " a@b"}}, ""},
      {"lone CR before body", "A: 1\n\rx\n", {{"A", " 1"}}, "\rx\n"},
  };
  return *cases;
}

TEST(Message, SplitsHeaderAndBody) {
  Message message;
  for (const Case& c : Cases()) {
    message.Reparse(c.bytes);
    std::vector<std::pair<std::string, std::string>> fields;
    for (const Field& field : message.fields()) {
      fields.emplace_back(field.name, field.value);
      EXPECT_EQ(field.name_hash, HashName(field.name)) << c.what;
    }
    EXPECT_EQ(fields, c.fields) << c.what;
    EXPECT_EQ(message.body(), c.body) << c.what;
    EXPECT_EQ(message.from_line(), c.from_line) << c.what;
    EXPECT_EQ(message.size(), c.bytes.size() - c.from_line.size()) << c.what;
  }
}

TEST(Message, RawFieldsMakeUpTheHeader) {
  for (const Case& c : Cases()) {
    Message message(c.bytes);
    std::string joined;
    for (const Field& field : message.fields()) joined += field.raw;
    EXPECT_EQ(joined, message.header()) << c.what;
  }
}

TEST(Message, ViewsTheCallersBytes) {
  std::string bytes = "A: 1\n\nbody";
  Message message(bytes);
  EXPECT_EQ(message.fields()[0].name.data(), bytes.data());
  EXPECT_EQ(message.body().data(), bytes.data() + 6);
}

TEST(Message, FindIsCaseless) {
  std::string bytes = "Subject: a\nTO: b\nsubject: c\n\n";
  Message message(bytes);
  ASSERT_NE(message.Find("SUBJECT"), nullptr);
  EXPECT_EQ(message.Find("SUBJECT")->value, " a");
  EXPECT_EQ(message.Find("to")->value, " b");
  EXPECT_EQ(message.Find("t"), nullptr);
  EXPECT_EQ(message.Find(""), nullptr);
}

TEST(Message, HashIsCaselessForAsciiOnly) {
  EXPECT_EQ(HashName("Message-ID"), HashName("message-id"));
  EXPECT_NE(HashName("[A"), HashName("{a"));
  EXPECT_NE(HashName("From"), HashName("To"));
}

TEST(Message, NotesDefects) {
  struct Row {
    std::string bytes;
    Defect defect;
    bool has;
  };
  const Row rows[] = {
      {"\nx", Defect::kNoHeader, true},
      {"A: 1\n\n", Defect::kNoHeader, false},
      {"A: 1\nx\n", Defect::kHeaderCutShort, true},
      {"A: 1\n\nx\n", Defect::kHeaderCutShort, false},
      {"A: 1\rx\n\n", Defect::kBareCr, true},
      {"A: 1\r\n\r\n", Defect::kBareCr, false},
      {"A: 1\r\nB: 2\n\n", Defect::kMixedLineEnds, true},
      {"A: 1\r\nB: 2\r\n\r\nx\n", Defect::kMixedLineEnds, false},
      {"A: \0\n\n"s, Defect::kNulInHeader, true},
      {"A: 1\n\n\0"s, Defect::kNulInHeader, false},
      {"A: \xE9 and more\n\n", Defect::kEightBitHeader, true},
      {"A: caf\xC3\xA9 more\n\n", Defect::kEightBitHeader, false},
  };
  for (const Row& row : rows) {
    Message message(row.bytes);
    EXPECT_EQ(message.defects().Has(row.defect), row.has)
        << row.bytes << DefectText(row.defect);
  }
}

TEST(Message, ReparseForgetsTheLastMessage) {
  Message message("From x\nA: \x80\nx");
  EXPECT_FALSE(message.defects().empty());
  message.Reparse("B: 1\n\nbody");
  EXPECT_TRUE(message.defects().empty());
  EXPECT_EQ(message.fields().size(), 1U);
  EXPECT_EQ(message.from_line(), "");
}

TEST(Message, StopsIndexingAtTheLimit) {
  std::string bytes;
  for (size_t i = 0; i < limits::kHeaderFields; ++i) bytes += "A:\n";
  std::string at = bytes + "\nbody";
  Message message(at);
  EXPECT_FALSE(message.defects().Has(Defect::kTooManyFields));
  std::string more = bytes + "A:\n\nbody";
  message.Reparse(more);
  EXPECT_TRUE(message.defects().Has(Defect::kTooManyFields));
  EXPECT_EQ(message.fields().size(), limits::kHeaderFields);
  EXPECT_EQ(message.body(), "body");
}

TEST(MessageAssembled, TakesEveryLineForAField) {
  const std::string header = "A : 1\n folded\n: 2\nno colon\nB\xFF: 3\n";
  Message message;
  message.Assemble(header, "body\n");
  ASSERT_EQ(message.fields().size(), 4U);
  EXPECT_EQ(message.fields()[0].name, "A");
  EXPECT_EQ(message.fields()[0].value, " 1\n folded");
  EXPECT_EQ(message.fields()[1].name, "");
  EXPECT_EQ(message.fields()[2].raw, "no colon\n");
  EXPECT_EQ(message.fields()[3].name, "B\xFF");
  EXPECT_EQ(message.body(), "body\n");
  EXPECT_EQ(message.size(), header.size() + 6);
  EXPECT_NE(message.Find("a"), nullptr);
}

}  // namespace
}  // namespace trommel::mail
