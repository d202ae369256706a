// SPDX-License-Identifier: MIT
#include "stdlib/shared/field_text.h"

#include <gtest/gtest.h>

#include "interp/text/encoded_word.h"

namespace trommel::stdlib {
namespace {

TEST(FieldText, IsEncodedAndFolded) {
  struct Case {
    std::string_view value, text;
  };
  const Case kCases[] = {
      {"", "X: \n"},
      {"a", "X: a\n"},
      {"  a  b ", "X:   a  b \n"},
      {"gr\xC3\xBCn", "X: =?utf-8?q?gr=C3=BCn?=\n"},
      {"a \xC3\xA4 \xC3\xB6 b", "X: a =?utf-8?q?=C3=A4_=C3=B6?= b\n"},
      {"a =?x", "X: a =?utf-8?q?=3D=3Fx?=\n"},
      {"a\nb", "X: a\n\tb\n"},
      {"a\r\n\r\n  b\n", "X: a\n\tb\n"},
      {"a\rb", "X: =?utf-8?q?a=0Db?=\n"},
      {"a\tb", "X: a\tb\n"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(FieldText("X", c.value, "\n"), c.text) << c.value;
  }
}

TEST(FieldText, FoldsAtEighty) {
  for (size_t size = 60; size < 120; ++size) {
    const std::string word(size, 'x');
    std::string text = FieldText("X", "a " + word + " b", "\n");
    size_t begin = 0;
    for (size_t end; (end = text.find('\n', begin)) != text.npos;
         begin = end + 1) {
      EXPECT_TRUE(end - begin <= 80 || size > 78) << text;
    }
  }
}

TEST(FieldText, LongTextsDecodeToThemselves) {
  std::string value;
  for (int i = 0; i < 100; ++i)
    value += i % 7 == 0 ? "\xE2\x82\xAC " : "\xC3\xA4x";
  std::string text = FieldText("X", value, "\r\n").substr(3);
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  EXPECT_EQ(text::DecodeWords(text), value);
}

TEST(FieldText, Phrases) {
  EXPECT_EQ(EncodedWords("\xC3\x84, B"), "=?utf-8?q?=C3=84,_B?=");
  const std::string phrase = EncodedWords(std::string(50, '\xC4'));
  EXPECT_NE(phrase.find("?= =?utf-8?b?"), phrase.npos);
}

TEST(FieldText, Names) {
  for (std::string_view good : {"X", "x-y", "!", "a_b.c"}) {
    EXPECT_TRUE(IsFieldName(good)) << good;
  }
  for (std::string_view bad : {"", "a b", "a:", "\xC3\xA4", "a\t", "\x7F"}) {
    EXPECT_FALSE(IsFieldName(bad)) << bad;
  }
}

}  // namespace
}  // namespace trommel::stdlib
