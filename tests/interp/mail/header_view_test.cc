// SPDX-License-Identifier: MIT
// HeaderView: decoded forms, look-up, edits.
#include "interp/mail/header_view.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trommel::mail {
namespace {

std::vector<std::string> Decoded(HeaderView* view, std::string_view name) {
  std::vector<std::string> out;
  for (const HeaderValue& value : view->Values(name)) {
    out.emplace_back(value.decoded);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(HeaderView, DecodesValues) {
  struct Row {
    std::string bytes;
    Strings decoded;
  };
  const Row rows[] = {
      {"S: plain \n\n", {"plain"}},
      {"S: a\n  b\n\tc\n\n", {"a  b\tc"}},
      {"S: a\r\n b\r\n\r\n", {"a b"}},
      {"S: a\r b\r\r", {"a b"}},
      {"S: a\r b\n c\n\n", {"a\r b c"}},
      {"S: =?iso-8859-1?Q?caf=E9?=\n\n", {"caf\xC3\xA9"}},
      {"S: =?utf-8?Q?a?=\n =?utf-8?Q?b?= c\n\n", {"ab c"}},
      {"S:\n\n", {""}},
      {"S: 1\nT: 2\ns: 3\n\n", {"1", "3"}},
      {"T: 1\n\n", {}},
      {"S: \xFFraw\n\n", {"\xFFraw"}},
  };
  for (const Row& row : rows) {
    Message message(row.bytes);
    HeaderView view(message);
    EXPECT_EQ(Decoded(&view, "s"), row.decoded) << row.bytes;
    EXPECT_EQ(view.Exists("s"), !row.decoded.empty()) << row.bytes;
  }
}

TEST(HeaderView, PlainValuesAreViewsAndLookUpsAreKept) {
  std::string bytes = "Subject: hello\n\n";
  Message message(bytes);
  HeaderView view(message);
  auto values = view.Values("subject");
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(values[0].decoded.data(), bytes.data() + 9);
  EXPECT_EQ(values[0].raw, " hello");
  EXPECT_EQ(view.Values("SUBJECT").data(), values.data());
}

TEST(HeaderView, ReadsAddresses) {
  std::string bytes =
      "To: =?utf-8?Q?B=C3=B6b?= <b@x>,\n c@y\nCc: d@z\nto: e@w\n\n";
  Message message(bytes);
  HeaderView view(message);
  auto to = view.Addresses("To").value();
  ASSERT_EQ(to.size(), 3U);
  EXPECT_EQ(to[0].display_name,
            "B\xC3\xB6"
            "b");
  EXPECT_EQ(to[0].Spec(), "b@x");
  EXPECT_EQ(to[1].Spec(), "c@y");
  EXPECT_EQ(to[2].Spec(), "e@w");
  EXPECT_TRUE(view.Addresses("bcc")->empty());
  EXPECT_EQ(view.Addresses("to")->data(), to.data());
}

TEST(HeaderView, EditsLieOverTheOriginal) {
  std::string bytes = "A: 1\nB: 2\na: 3\n\n";
  Message message(bytes);
  HeaderView view(message);
  EXPECT_EQ(Decoded(&view, "a"), (Strings{"1", "3"}));
  EXPECT_FALSE(view.edited());
  view.Add("A: 4\n folded");
  EXPECT_TRUE(view.edited());
  EXPECT_EQ(Decoded(&view, "a"), (Strings{"1", "3", "4 folded"}));
  view.Remove("A");
  EXPECT_EQ(Decoded(&view, "a"), Strings{});
  EXPECT_FALSE(view.Exists("a"));
  EXPECT_EQ(Decoded(&view, "b"), Strings{"2"});
  view.Add("C: 5");
  ASSERT_EQ(view.fields().size(), 2U);
  EXPECT_EQ(view.fields()[1].raw, "C: 5\n");
  EXPECT_EQ(message.fields().size(), 3U);
}

TEST(HeaderView, AddFollowsTheMessagesLineEnds) {
  Message message("A: 1\r\n\r\n");
  HeaderView view(message);
  view.Add("B: 2");
  EXPECT_EQ(view.fields()[1].raw, "B: 2\r\n");
}

TEST(HeaderView, AddKeepsTheCrOfAValueWhereLinesEndInLf) {
  Message message("Subject: one\n\n");
  HeaderView view(message);
  view.Add("X: a\r");
  EXPECT_EQ(view.Values("x")[0].raw, " a\r");
}

TEST(HeaderView, AddGivesNoNameToWhatIsNoField) {
  Message message("A: 1\n\n");
  HeaderView view(message);
  view.Add("nothing");
  ASSERT_EQ(view.fields().size(), 2U);
  EXPECT_EQ(view.fields()[1].name, "");
  EXPECT_EQ(view.fields()[1].raw, "nothing\n");
}

TEST(HeaderView, OnlyWhatAScriptWroteIsTrusted) {
  Message message("A: 1\n\n");
  HeaderView view(message);
  view.Add("A: 2\nA: 3", true);
  view.Add("A: 4");
  std::string trusted;
  for (const HeaderValue& value : view.Values("a")) {
    trusted += value.trusted ? 'y' : 'n';
  }
  EXPECT_EQ(trusted, "nyyn");
}

std::string Raw(const HeaderView& view) {
  std::string out;
  for (const Field& field : view.fields()) out += field.raw;
  return out;
}

TEST(HeaderView, AddFirstPutsAFieldBeforeAllOthers) {
  Message message("A: 1\r\nB: 2\r\n\r\n");
  HeaderView view(message);
  view.AddFirst("C: 3");
  view.AddFirst("D: 4\r\n");
  EXPECT_EQ(Raw(view), "D: 4\r\nC: 3\r\nA: 1\r\nB: 2\r\n");
  EXPECT_EQ(view.edits(), 2U);
}

TEST(HeaderView, RemoveSomeTakesFieldsByNumber) {
  struct Case {
    std::vector<size_t> which;
    std::string_view left;
  };
  const Case kCases[] = {
      {{}, "A: 1\nB: 2\na : 3\nA: 4\n"},  {{0}, "B: 2\na : 3\nA: 4\n"},
      {{1}, "A: 1\nB: 2\nA: 4\n"},        {{2}, "A: 1\nB: 2\na : 3\n"},
      {{0, 2}, "B: 2\na : 3\n"},          {{0, 1, 2}, "B: 2\n"},
      {{3}, "A: 1\nB: 2\na : 3\nA: 4\n"},
  };
  for (const Case& c : kCases) {
    Message message("A: 1\nB: 2\na : 3\nA: 4\n\n");
    HeaderView view(message);
    view.RemoveSome("a", c.which);
    EXPECT_EQ(Raw(view), c.left);
  }
}

TEST(HeaderView, LineEndIsThatOfTheMessage) {
  struct Case {
    std::string_view bytes, end;
  };
  const Case kCases[] = {{"A: 1\n\n", "\n"},       {"A: 1\r\n\r\n", "\r\n"},
                         {"A: 1\rB: 2\r\r", "\r"}, {"", "\n"},
                         {"A: 1", "\n"},           {"\r\nbody", "\n"},
                         {"\r\nbody\r\n", "\r\n"}};
  for (const Case& c : kCases) {
    Message message(c.bytes);
    EXPECT_EQ(HeaderView(message).line_end(), c.end) << c.bytes;
  }
}

TEST(HeaderView, EditsEndALastLineThatHasNoEnd) {
  Message message("A: 1\nB: 2");
  HeaderView view(message);
  view.Add("C: 3");
  EXPECT_EQ(Raw(view), "A: 1\nB: 2\nC: 3\n");
}

TEST(HeaderView, FieldsOfAMessageOfBareCr) {
  Message message("A: 1\rB: 2\r\r");
  HeaderView view(message);
  view.AddFirst("C: 3\r");
  view.Add("D: 4\r");
  EXPECT_EQ(Raw(view), "C: 3\rA: 1\rB: 2\rD: 4\r");
  EXPECT_EQ(Decoded(&view, "d"), Strings{"4"});
}

TEST(HeaderView, AddressesOfOneValue) {
  auto all = AddressesIn("  =?utf-8?q?J=C3=BCrgen?= <j@x>,\r\n nobody, b@y");
  ASSERT_TRUE(all.has_value());
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].display_name, "J\xC3\xBCrgen");
  EXPECT_EQ((*all)[0].Spec(), "j@x");
  EXPECT_TRUE((*all)[0].raw.empty());
  EXPECT_EQ((*all)[2].Spec(), "b@y");
}

TEST(HeaderView, ResetStartsAnew) {
  Message first("A: 1\nTo: a@b\n\n");
  Message second("A: 2\n\n");
  HeaderView view;
  EXPECT_TRUE(view.Values("a").empty());
  view.Reset(first);
  view.Add("A: 7");
  EXPECT_EQ(Decoded(&view, "a"), (Strings{"1", "7"}));
  EXPECT_EQ(view.Addresses("to")->size(), 1U);
  view.Reset(second);
  EXPECT_FALSE(view.edited());
  EXPECT_EQ(Decoded(&view, "a"), Strings{"2"});
  EXPECT_TRUE(view.Addresses("to")->empty());
}

TEST(HeaderView, ManyNamesAndManyFields) {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) {
    bytes += "X-" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  }
  bytes += "X-7: again\n\n";
  Message message(bytes);
  HeaderView view;
  for (int round = 0; round < 2; ++round) {
    view.Reset(message);
    for (int i = 0; i < 3000; ++i) {
      std::string number = std::to_string(i);
      Strings want = {number};
      if (i == 7) want.emplace_back("again");
      ASSERT_EQ(Decoded(&view, "x-" + number), want);
    }
    EXPECT_FALSE(view.Exists("x-3000"));
  }
}

}  // namespace
}  // namespace trommel::mail
