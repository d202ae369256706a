// SPDX-License-Identifier: MIT
// Words, quoted strings, line counting.
#include "interp/exim/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::exim {
namespace {

/// All items, each followed by the line number after it: `word@1 `.
std::string Items(std::string bytes) {
  SourceText source("filter", std::move(bytes));
  Arena arena;
  Lexer lexer(source, arena);
  std::string out;
  while (!lexer.AtEnd()) {
    Result<Token> token = lexer.Item();
    if (!token) return out + "error: " + token.error().text;
    out += std::string(token->text) + "@" + std::to_string(lexer.line()) + " ";
  }
  return out;
}

struct Row {
  std::string_view bytes;
  std::string_view items;
};

TEST(Lexer, ReadsItems) {
  static constexpr Row kTable[] = {
      {"a b", "a@1 b@1 "},
      {"  a\n\n# comment\n b", "a@4 b@4 "},
      {"a#b c", "a#b@1 c@1 "},
      {"\"x\"#y\nz", "x@2 z@2 "},
      {"\"a\"\"b\"", "a@1 b@1 "},
      {"a\"b", "a\"b@1 "},
      {"a\r\nb\r\n", "a@2 b@3 "},
      {"\"a b\" '", "a b@1 '@1 "},
      {"\"\\x41\\101\\z\\t\\\"\\\\\"", "AAz\t\"\\@1 "},
      {"\"a \\  \n\t b\" c", "a b@2 c@2 "},
      {"\"a\\ b\"", "a b@1 "},
      {"\"a\\0b\" c", "a@1 c@1 "},
      {"\"a\\\n", "error: quote missing at end of string in line 2"},
      {"\"a\nb\"", "error: quote missing at end of string in line 1"},
      {"\n\"a", "error: quote missing at end of string in line 2"},
      {"\"a\\", "error: quote missing at end of string in line 1"},
  };
  for (const Row& row : kTable) {
    EXPECT_EQ(Items(std::string(row.bytes)), row.items) << row.bytes;
  }
  EXPECT_EQ(Items(std::string("a\0b", 3)), "a@1 ");
}

TEST(Lexer, StopsWordsAtBrackets) {
  SourceText source("filter", "a(b");
  Arena arena;
  Lexer lexer(source, arena);
  EXPECT_EQ(lexer.Word(true)->text, "a");
  EXPECT_EQ(lexer.Peek(), '(');
  EXPECT_EQ(lexer.Word(true)->text, "");
  EXPECT_EQ(lexer.Word(false)->text, "(b");
}

TEST(Lexer, LimitsLengths) {
  EXPECT_EQ(Items(std::string(1023, 'x')), std::string(1023, 'x') + "@1 ");
  EXPECT_EQ(Items(std::string(1024, 'x')),
            "error: word is too long in line 1 of filter file (max = 1024 "
            "chars)");
  EXPECT_EQ(Items("\"" + std::string(1024, 'x') + "\""),
            "error: string is too long in line 1 of filter file (max = 1024 "
            "chars)");
}

TEST(Lexer, CountsLinesAgainAfterRewind) {
  SourceText source("filter", "a\n\nb");
  Arena arena;
  Lexer lexer(source, arena);
  ASSERT_TRUE(lexer.Word());
  EXPECT_EQ(lexer.line(), 3U);
  lexer.Rewind(0);
  ASSERT_TRUE(lexer.Word());
  EXPECT_EQ(lexer.line(), 5U);
}

}  // namespace
}  // namespace trommel::exim
