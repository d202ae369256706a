// SPDX-License-Identifier: MIT
#include "interp/sieve/lexer.h"

#include <gtest/gtest.h>

#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

struct Lexed {
  std::string tokens;  // described, blank between; strings as their value
  std::string issues;
  bool cut = false;
};

Lexed Lex(std::string bytes) {
  SourceText source("t", std::move(bytes));
  Arena arena;
  IssueList issues;
  Lexer lexer(source, &arena, &issues);
  Lexed out;
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd;
       token = lexer.Next()) {
    if (!out.tokens.empty()) out.tokens += ' ';
    switch (token.kind) {
      case TokenKind::kString:
        out.tokens += "<" + std::string(token.text) + ">";
        break;
      case TokenKind::kNumber:
        out.tokens += std::to_string(token.number);
        break;
      default:
        out.tokens += Describe(token);
    }
  }
  out.issues = IssueText(source, issues);
  out.cut = lexer.cut();
  return out;
}

struct GoodCase {
  std::string_view input;
  std::string_view tokens;
};

TEST(Lexer, CutsTokens) {
  using namespace std::string_view_literals;
  const GoodCase kCases[] = {
      {"", ""},
      {"keep;", R"("keep" ";")"},
      {"a_1:b [x]{}(),", R"~("a_1" ":b" "[" "x" "]" "{" "}" "(" ")" ",")~"},
      {"1 2K 3m 4G 0", "1 2048 3145728 4294967296 0"},
      {"9223372036854775807", "9223372036854775807"},
      {R"("" "a" "a\"b" "\\" "\x")", R"~(<> <a> <a"b> <\> <x>)~"},
      {"\"a\r\nb\"", "<a\r\nb>"},
      {"# c\nx# d\r\ny/* e\n*/z/**/", R"("x" "y" "z")"},
      {"text:\na\n.\nb", R"(<a
> "b")"},
      {"TEXT: \t# note\r\n..a\r\n.b\r\n.\r\n;", "<.a\r\n.b\r\n> \";\""},
      {"text:\n.\n;", R"(<> ";")"},
      {"text:\nx\n.", "<x\n>"},
      {"\xEF\xBB\xBFkeep", R"("keep")"},
      {"\"\xC3\xA9\xFF\"", "<\xC3\xA9\xFF>"},
      {"#", ""},
  };
  for (const GoodCase& c : kCases) {
    Lexed lexed = Lex(std::string(c.input));
    EXPECT_EQ(lexed.tokens, c.tokens) << c.input;
    EXPECT_EQ(lexed.issues, "") << c.input;
    EXPECT_FALSE(lexed.cut) << c.input;
  }
}

struct BadCase {
  std::string_view input;
  std::string_view tokens;
  std::string_view issues;
  bool cut;
};

TEST(Lexer, ReportsAndGoesOn) {
  using namespace std::string_view_literals;
  const BadCase kCases[] = {
      {"a @@ b", R"("a" "b")",
       "1:3-2 \"@@\" means nothing here | text belongs in quotes, remarks "
       "after "
       "\"#\"\n",
       false},
      {"\xC3\xA9 b", R"("b")",
       "1:1-2 these characters mean nothing here | text belongs in quotes, "
       "remarks after \"#\"\n",
       false},
      {"5X;", R"(5 ";")",
       "1:1-2 this is neither a number nor a name | a number may end in K, M "
       "or "
       "G, nothing else\n",
       false},
      {"9223372036854775808", "0",
       "1:1-19 this number is too large | the largest is "
       "9223372036854775807\n",
       false},
      {"9007199254740992K", "0",
       "1:1-17 this number is too large | the largest is "
       "9223372036854775807\n",
       false},
      {": x", R"(":")",
       "1:1-1 \":\" must be followed by a tag's name | tags are written like "
       "\":contains\"\n",
       false},
      {"x \"abc", R"("x")",
       "1:3-1 this string never ends | close it with a double quote\n", true},
      {"\"a\n\" \"b", "<a\n>",
       "2:3-1 this string never ends | or the string that starts on line 1 "
       "lacks its closing quote\n",
       true},
      {"\"a\\\"", "",
       "1:1-1 this string never ends | close it with a double "
       "quote\n",
       true},
      {"x /* y", R"("x")",
       "1:3-2 this comment never ends | close it with \"*/\"\n", true},
      {"text:\nabc\n..\n", "",
       "1:1-5 this text never ends | end it with a line that holds a single "
       "dot\n",
       true},
      {"text: x\nabc\n.\n", "<abc\n>",
       "1:7-0 nothing may follow \"text:\" on its line | start the text on the "
       "next line\n",
       false},
      {"\"a\0b\""sv, "<a\0b>"sv, "1:1-5 a string must not contain a NUL byte\n",
       false},
      {"\0x"sv, R"("x")",
       "1:1-1 these characters mean nothing here | text belongs in quotes, "
       "remarks after \"#\"\n",
       false},
      {"a / b", R"("a" "b")",
       "1:3-1 \"/\" means nothing here | text belongs in "
       "quotes, remarks after \"#\"\n",
       false},
  };
  for (const BadCase& c : kCases) {
    Lexed lexed = Lex(std::string(c.input));
    EXPECT_EQ(lexed.tokens, c.tokens) << c.input;
    EXPECT_EQ(lexed.issues, c.issues) << c.input;
    EXPECT_EQ(lexed.cut, c.cut) << c.input;
  }
}

TEST(Lexer, SpansCoverTokens) {
  SourceText source("t", "ab \"c\\\"\" :d 12K");
  Arena arena;
  IssueList issues;
  Lexer lexer(source, &arena, &issues);
  std::string_view expected[] = {"ab", "\"c\\\"\"", ":d", "12K"};
  for (std::string_view text : expected) {
    Token token = lexer.Next();
    EXPECT_EQ(source.bytes().substr(token.span.begin,
                                    token.span.end - token.span.begin),
              text);
  }
}

}  // namespace
}  // namespace trommel::sieve
