// SPDX-License-Identifier: MIT
// Tests of interp/text/charset.h.
#include "interp/text/charset.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view bytes, charset, expected;
};

TEST(ToUtf8, Converts) {
  const Case cases[] = {
      {"caf\xE9", "latin1", "café"},
      {"caf\xE9", "ISO-8859-1", "café"},
      {"caf\xC3\xA9", "UTF8", "café"},
      {"a\0b"sv, "utf-8", "a\0b"sv},
      {"a\xE9z", "us-ascii", "a\xEF\xBF\xBDz"},
      {"a\xE2\x82z\xFF", "utf-8", "a\xEF\xBF\xBDz\xEF\xBF\xBD"},
      {"\x80 \x93x\x94", "windows-1252", "€ “x”"},
      {"\x80", " CP-1252 ", "€"},
      {"\x1B$B$\"\x1B(B", "iso-2022-jp", "あ"},
      {"\x82\xA0", "Shift_JIS", "あ"},
      {"\x82\xA0", "x-sjis", "あ"},
      {"\xCF\xF0", "koi8-r", "оП"},
      {"\xCF\xF0", "x-koi8-r", "оП"},
      {"\xB0\xA1", "gb2312", "啊"},
      {"\xB0\xA1", "euc-kr", "가"},
      {"\xB0\xA1", "KS_C_5601-1987", "가"},
      {"\0a\xD8\0\0b"sv, "utf-16be",
       "a\xEF\xBF\xBD"
       "b"},
      {"a\xB0", "euc-jp", "a\xEF\xBF\xBD"},
      {"~{<:~}", "hz-gb-2312", "己"},
      {"", "koi8-r", ""},
      {"\x41\x8E", "ibm-1047", "\xC2\xA0þ"},
  };
  for (const Case& c : cases) {
    std::string out = "+";
    EXPECT_TRUE(ToUtf8(c.bytes, c.charset, &out)) << c.charset;
    EXPECT_EQ(out, "+" + std::string(c.expected)) << c.charset;
  }
}

TEST(ToUtf8, RefusesUnknownNames) {
  std::string out = "+";
  for (std::string_view bad : {"nosuch", "", "x-unknown", "utf-8//TRANSLIT",
                               "../etc/x", "utf-8,x", "unknown-8bit", "a b"})
    EXPECT_FALSE(ToUtf8("abc", bad, &out)) << bad;
  EXPECT_FALSE(ToUtf8("abc", std::string(65, 'a'), &out));
  EXPECT_FALSE(ToUtf8("abc", "koi8-r\0"sv, &out));
  EXPECT_EQ(out, "+");
}

TEST(ToUtf8, ConvertsMuch) {
  std::string out;
  EXPECT_TRUE(ToUtf8(std::string(100000, '\x80'), "windows-1252", &out));
  EXPECT_EQ(out.size(), 300000U);
  for (int i = 1; i <= 16; ++i) {
    if (i == 12) continue;
    std::string name = "iso-8859-" + std::to_string(i);
    EXPECT_TRUE(ToUtf8("a", name, &out)) << name;
  }
}

struct ConvertCase {
  std::string_view bytes, from, to, expected;
};

TEST(Convert, Converts) {
  const ConvertCase cases[] = {
      {"café", "utf-8", "iso-8859-1", "caf\xE9"},
      {"caf\xE9", "latin1", "utf-8", "café"},
      {"é€😀x", "utf-8", "iso-8859-1", "\xE9??x"},
      {"é€😀x", "utf-8", "us-ascii", "???x"},
      {"é€😀x", "utf-8", "windows-1252", "\xE9\x80?x"},
      {"a\xFFz", "utf-8", "latin1", "a?z"},
      {"あ", "utf-8", "iso-2022-jp", "\x1B$B$\"\x1B(B"},
      {"\xCF", "koi8-r", "windows-1251", "\xEE"},
      {"a", "utf-8", "utf-16be", "\0a"sv},
  };
  for (const ConvertCase& c : cases) {
    std::string out;
    EXPECT_TRUE(Convert(c.bytes, c.from, c.to, &out)) << c.to;
    EXPECT_EQ(out, c.expected) << c.to;
  }
  std::string out;
  EXPECT_FALSE(Convert("a", "utf-8", "nosuch", &out));
  EXPECT_FALSE(Convert("a", "nosuch", "utf-8", &out));
  EXPECT_EQ(out, "");
}

TEST(ConvertPrefix, StopsAtWhatCannotBeConverted) {
  struct Row {
    std::string_view bytes, from, to, out;
    size_t done;
  };
  for (const Row& row : {Row{"a\xE2\x82\xAC"
                             "b",
                             "utf-8", "latin1", "a", 1},
                         Row{"\xC3\xA4x", "utf-8", "latin1", "\xE4x", 3},
                         Row{"a\xC3", "utf-8", "koi8-r", "a", 1},
                         Row{"\xE4", "latin1", "utf-8", "\xC3\xA4", 1},
                         Row{"a\xE4", "us-ascii", "utf-8", "a", 1},
                         Row{"\xFF", "utf8", "utf-8", "\xFF", 1},
                         Row{"", "koi8-r", "utf-8", "", 0}}) {
    std::string out;
    auto done = ConvertPrefix(row.bytes, row.from, row.to, &out);
    EXPECT_EQ(done, row.done) << row.bytes;
    EXPECT_EQ(out, row.out) << row.bytes;
  }
  std::string out;
  EXPECT_FALSE(ConvertPrefix("a", "nosuch", "utf-8", &out));
  EXPECT_FALSE(ConvertPrefix("a", "utf-8", "", &out));
  EXPECT_EQ(out, "");
}

TEST(Utf8, KnowsItself) {
  EXPECT_TRUE(IsUtf8("café 😀"));
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_FALSE(IsUtf8("caf\xE9"));
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));
  std::string out;
  for (uint32_t point : {0x41U, 0xE9U, 0x20ACU, 0x1F600U, 0xD800U, 0x110000U})
    AppendUtf8(point, &out);
  EXPECT_EQ(out, "Aé€😀\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace trommel::text
