// SPDX-License-Identifier: MIT
// LineReader and quoting.
#include "interp/program/listing_words.h"

#include <gtest/gtest.h>

namespace trommel::listing {
namespace {

TEST(AppendQuoted, EveryByteComesBack) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  std::string quoted;
  AppendQuoted(quoted, all);
  for (char c : quoted) EXPECT_TRUE(c >= 0x20 && c <= 0x7E) << int{c};
  LineReader reader(quoted);
  EXPECT_EQ(reader.Quoted(), all);
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_FALSE(reader.failed());
}

TEST(AppendName, QuotesWhatIsNoWord) {
  for (std::string_view name : {"plain-word_1.x", "", "two words", "=="}) {
    std::string text;
    AppendName(text, name);
    EXPECT_EQ(text.starts_with('"'), name != "plain-word_1.x") << name;
    LineReader reader(text);
    EXPECT_EQ(reader.Name(), name);
  }
}

TEST(LineReader, ReadsWordAfterWord) {
  LineReader reader(" int\t3 -7 0xFf x#2 ; rest");
  EXPECT_EQ(reader.Word(), "int");
  EXPECT_EQ(reader.Number(), 3U);
  EXPECT_EQ(reader.Signed(), -7);
  EXPECT_EQ(reader.Number(), 255U);
  EXPECT_EQ(reader.Name(), "x");
  EXPECT_FALSE(reader.Eat(':'));
  reader.Expect('#');
  EXPECT_FALSE(reader.AtEnd());
  EXPECT_EQ(reader.Number(2), 2U);
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_FALSE(reader.failed());
}

TEST(LineReader, AfterAFaultNothingIsLeft) {
  LineReader reader("300 more");
  EXPECT_EQ(reader.Number(255), 0U);
  EXPECT_TRUE(reader.failed());
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_EQ(reader.Word(), "");
  EXPECT_EQ(reader.Quoted(), "");
  EXPECT_EQ(reader.why(), "bad number");  // the first reason stays
}

TEST(LineReader, ChoosesAmongNames) {
  LineReader reader("exim dutch");
  EXPECT_EQ(reader.Choice(kLanguages, "language"), 1U);
  reader.Choice(kLanguages, "language");
  EXPECT_EQ(reader.why(), "unknown language dutch");
}

}  // namespace
}  // namespace trommel::listing
