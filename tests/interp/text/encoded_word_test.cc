// SPDX-License-Identifier: MIT
// Tests of DecodeWords in interp/text/encoded_word.h.
#include "interp/text/encoded_word.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

struct Case {
  std::string_view value, expected;
};

TEST(DecodeWords, Decodes) {
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"=?iso-8859-1?Q?caf=E9?=", "café"},
      {"=?ISO-8859-1?q?a_b=5Fc?=", "a b_c"},
      {"=?utf-8?B?Y2Fmw6k=?= x", "café x"},
      {"=?utf-8?b?Y2Fmw6k?=", "café"},
      {"a =?utf-8?q?b?= c", "a b c"},
      {"a=?utf-8?q?b?=c", "abc"},
      {"=?utf-8?q?a?= =?utf-8?q?b?=", "ab"},
      {"=?utf-8?q?a?=\r\n\t=?latin1?q?=E9?=  z", "aé  z"},
      {"=?utf-8?q?a?==?utf-8?q?b?=", "ab"},
      {"=?utf-8?q?a?= x =?utf-8?q?b?=", "a x b"},
      {"=?utf-8?q?=C3?= =?UTF-8?q?=A9?=", "é"},
      {"=?utf-8?b?w6k=?= =?utf-8*en?b?w6k=?=", "éé"},
      {"=?iso-2022-jp?b?GyRCJCI=?= =?iso-2022-jp?b?GyhC?=", "あ"},
      {"=?utf-8?q?=C3?= =?latin1?q?=A9?=", "\xEF\xBF\xBD©"},
      {"=?nosuch?q?a=E9?=", "a\xE9"},
      {"=?utf-8?q?\?=", ""},
      {"=?utf-8?q?a=00b?=", "a?b"},
      {"=?utf-8?q?=3F?b?=", "??b"},
      {"=?utf-8?q?=41?=", "A"},
      {"=?utf-8?q?a b?=", "a b"},
  };
  for (const Case& c : cases) EXPECT_EQ(DecodeWords(c.value), c.expected);
}

TEST(DecodeWords, LeavesWhatIsMalformed) {
  for (std::string_view value :
       {"=?", "=?utf-8", "=?utf-8?q", "=?utf-8?q?", "=?utf-8?q?a", "=??q?a?=",
        "=?utf-8?q?a=?=", "=?utf-8?q?a=zz?=", "=?utf-8?x?a?=", "=?utf-8?qq?a?=",
        "=?utf 8?q?a?=", "=?utf-8?b?Y?=", "=?utf-8?b?Y*j?=", "=?utf-8?q?a?"})
    EXPECT_EQ(DecodeWords(value), value);
  EXPECT_EQ(DecodeWords("=?x?q?foo =?utf-8?q?=C3=A9?="), "=?x?q?foo é");
}

TEST(DecodeWords, HeedsItsOptions) {
  std::string word = "=?utf-8?q?" + std::string(63, 'a') + "?=";
  EXPECT_EQ(DecodeWords(word, {.check_length = true}), std::string(63, 'a'));
  word.insert(10, "a");
  EXPECT_EQ(DecodeWords(word, {.check_length = true}), word);
  EXPECT_EQ(DecodeWords(word), std::string(64, 'a'));
  for (std::string_view bad : {"=?utf-8?q?a b?=", "=?utf-8?b?YWI?="}) {
    EXPECT_EQ(DecodeWords(bad, {.check_length = true}), bad);
    EXPECT_EQ(DecodeWords(bad, {.keep_bytes = true}), bad);
    EXPECT_NE(DecodeWords(bad), bad);
  }
  EXPECT_EQ(DecodeWords("=?latin1?q?=E9?=", {.charset = ""}), "\xE9");
  EXPECT_EQ(DecodeWords("=?utf-8?q?=C3=A9?=", {.charset = "latin1"}), "\xE9");
  EXPECT_EQ(DecodeWords("=?utf-8?q?=00?=", {.nul = '.'}), ".");
  EXPECT_EQ(DecodeWords("=?koi8-r?q?=C1?=", {.charset = "nosuch"}), "\xC1");
}

// Seen on exim4 4.96 with headers_charset.
TEST(DecodeWords, KeepsBytesAsEximDoes) {
  struct Row {
    std::string_view value, charset, decoded;
  };
  for (const Row& row :
       {Row{"=?utf-8?q?=C3=A4=E2=82=ACb=C3=A4?= x", "iso-8859-1",
            "\xE4\xE2\x82\xAC"
            "b\xC3\xA4 x"},
        Row{"=?utf-8?q?=E2=82=AC?= =?utf-8?q?=C3=A4?=", "iso-8859-1",
            "\xE2\x82\xAC\xE4"},
        Row{"=?utf-8?q?=C3=A4=FFb?=", "utf-8",
            "\xC3\xA4\xFF"
            "b"},
        Row{"=?utf-8?q?=C3=A4=FFb?=", "iso-8859-1",
            "\xE4\xFF"
            "b"},
        Row{"=?utf-8?q?=C3?= =?utf-8?q?=A4?=", "UTF-8", "\xC3\xA4"},
        Row{"=?utf-8?q?=C3?= =?utf-8?q?=A4?=", "iso-8859-1", "\xC3\xA4"},
        Row{"=?us-ascii?q?a=E4b?=", "utf-8",
            "a\xE4"
            "b"},
        Row{"=?iso-8859-1?q?=E4?=", "utf-8", "\xC3\xA4"}}) {
    EXPECT_EQ(
        DecodeWords(row.value, {.charset = row.charset, .keep_bytes = true}),
        row.decoded)
        << row.value << " " << row.charset;
  }
}

TEST(DecodeWords, StaysLinear) {
  for (std::string_view unit :
       {"=?", "=?a?q?", "=?a?q?x", "=?a?b?YWJj", "=?a?q?a?= ", "=?a?q?==?b?"}) {
    std::string value;
    while (value.size() < 1000000) value += unit;
    EXPECT_FALSE(DecodeWords(value).empty());
    EXPECT_FALSE(DecodeWords(value, {.check_length = true}).empty());
  }
}

TEST(HasEncodedWord, LooksForTheMark) {
  EXPECT_TRUE(HasEncodedWord("a =?x"));
  EXPECT_FALSE(HasEncodedWord("a = ?x"));
}

}  // namespace
}  // namespace trommel::text
