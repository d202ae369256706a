// SPDX-License-Identifier: MIT
// Tests of interp/text/casefold.h: RFC 5051, by the data of Unicode.
#include "interp/text/casefold.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

TEST(UnicodeCasemap, MakesTitleCaseAndDecomposes) {
  struct Case {
    std::string_view source, mapped;
  };
  const Case cases[] = {
      {"", ""},
      {"abc", "ABC"},
      {"\u00c4rger", "A\u0308RGER"},
      {"\u00e4", "A\u0308"},
      {"a\u0308", "A\u0308"},
      {"stra\u00dfe", "STRA\u00dfE"},
      {"\u03c2\u03c3", "\u03a3\u03a3"},
      {"\ufb01n", "fiN"},
      {"\uff21\uff41", "AA"},
      {"\u2460", "1"},
      {"\u2163\u2173", "IVIV"},
      {"\u0131", "I"},
      {"\u0130", "I\u0307"},
      {"\u01c4\u01c6", "Dz\u030cDz\u030c"},
      {"\uac00", "\u1100\u1161"},
      {"\u0149", "\u02bcn"},
      {"\U00010428", "\U00010400"},
      {"a\xFF", "a\xFF"},
      {"\xC0\xAF", "\xC0\xAF"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(UnicodeCasemap(c.source), c.mapped) << c.source;
    EXPECT_EQ(Casemapped(c.source).text, c.mapped) << c.source;
  }
}

TEST(UnicodeCasemapGlob, LeavesWildCardsAndHidesNewOnes) {
  EXPECT_EQ(UnicodeCasemapGlob("a*?\\*"), "A*?\\*");
  EXPECT_EQ(UnicodeCasemapGlob("\uff0a\uff1f\uff3c"), "\\*\\?\\\\");
  EXPECT_EQ(UnicodeCasemapGlob("\u00e4*"), "A\u0308*");
  EXPECT_EQ(UnicodeCasemapGlob("a\xFF"), "a\xFF");
}

TEST(Casemapped, KnowsWhereItsBytesComeFrom) {
  const Casemapped mapped("x\u00e4y");  // X A U+0308(2) Y of x, two bytes, y
  ASSERT_EQ(mapped.text, "XA\u0308Y");
  EXPECT_EQ(mapped.SourceOf(0), 0U);
  EXPECT_EQ(mapped.SourceOf(1), 1U);
  EXPECT_EQ(mapped.SourceOf(2), 3U);  // inside: the next character
  EXPECT_EQ(mapped.SourceOf(3), 3U);
  EXPECT_EQ(mapped.SourceOf(4), 3U);
  EXPECT_EQ(mapped.SourceOf(5), 4U);
  EXPECT_EQ(mapped.lengths, (std::vector<uint8_t>{1, 3, 2, 1, 1}));
}

}  // namespace
}  // namespace trommel::text
