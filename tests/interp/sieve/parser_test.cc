// SPDX-License-Identifier: MIT
#include "interp/sieve/parser.h"

#include <gtest/gtest.h>

#include "stdlib/registry.h"
#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

std::string Shown(const Node* first);

std::string Shown(const Arg& arg) {
  switch (arg.kind) {
    case ArgKind::kTag:
      return ":" + std::string(arg.text);
    case ArgKind::kNumber:
      return std::to_string(arg.number);
    case ArgKind::kString:
      return "'" + std::string(arg.items[0]) + "'";
    case ArgKind::kList:
      break;
  }
  std::string out = "[";
  for (std::string_view item : arg.items) out += "'" + std::string(item) + "'";
  return out + "]";
}

/// `name arg arg (tests) {block}` with blanks between siblings.
std::string Shown(const Node* first) {
  std::string out;
  for (const Node* node = first; node != nullptr; node = node->next) {
    if (!out.empty()) out += ' ';
    out += std::string(node->name) + (node->broken ? "!" : "");
    for (const Arg& arg : node->args) out += "," + Shown(arg);
    if (node->tests != nullptr) {
      out += (node->test_list ? "(" : "<") + Shown(node->tests) +
             (node->test_list ? ")" : ">");
    }
    if (node->has_block) out += "{" + Shown(node->block) + "}";
  }
  return out;
}

struct Parsed {
  std::string tree;
  std::string issues;
};

Parsed ParseText(std::string bytes) {
  static const RowIndex rows(stdlib::AllFeatures());
  SourceText source("t", std::move(bytes));
  Arena arena;
  IssueList issues;
  Node* first = Parse(source, rows, &arena, &issues);
  return {Shown(first), IssueText(source, issues)};
}

struct Case {
  std::string_view input;
  std::string_view tree;
};

TEST(Parser, BuildsTheTree) {
  const Case kCases[] = {
      {"", ""},
      {"keep; stop;", "keep stop"},
      {"a :b 5 \"c\" [\"d\", \"e\"];", "a,:b,5,'c',['d''e']"},
      {"if true {} elsif false { keep; } else { stop; }",
       "if<true>{} elsif<false>{keep} else{stop}"},
      {"if not header :is \"a\" \"b\" { keep; }",
       "if<not<header,:is,'a','b'>>{keep}"},
      {"if anyof (true, allof (false), not true) { a; b \"x\"; }",
       "if<anyof(true allof(false) not<true>)>{a b,'x'}"},
      {"loop :name \"x\" { break; }", "loop,:name,'x'{break}"},
  };
  for (const Case& c : kCases) {
    Parsed parsed = ParseText(std::string(c.input));
    EXPECT_EQ(parsed.tree, c.tree) << c.input;
    EXPECT_EQ(parsed.issues, "") << c.input;
  }
}

struct BadCase {
  std::string_view input;
  std::string_view tree;
  std::string_view issues;
};

TEST(Parser, GoesOnAfterErrors) {
  const BadCase kCases[] = {
      {"keep\nstop;", "keep! stop",
       "1:5-0 \";\" is missing after \"keep\" | end the command with \";\"\n"},
      {"if true { keep }", "if<true>{keep!}",
       "1:15-0 \";\" is missing after \"keep\" | end the command with \";\"\n"},
      {"if true keep; } stop;", "if!<true> keep stop",
       "1:8-0 \"{\" is missing after \"if\" and its test | what depends on a "
       "test stands in braces\n"},
      {"} keep;", "keep",
       "1:1-1 this \"}\" closes nothing | remove it, or add the \"{\" that it "
       "belongs to\n"},
      {"if true { keep;", "if<true>{keep}",
       "1:9-1 this block is never closed | add the missing \"}\"\n"},
      {"; keep;", "keep",
       "1:1-1 there is no command before this \";\" | remove it\n"},
      {"5; keep;", "keep", "1:1-1 a command must start here, not a number\n"},
      {"{ a; } keep;", "keep", "1:1-1 a command must start here, not \"{\"\n"},
      {"a ] \"b\"; keep;", "a! keep",
       "1:3-1 \"]\" cannot stand here | a command ends in \";\" or in a "
       "block\n"},
      {"if x ] { keep; } stop;", "if!<x!>{keep} stop",
       "1:6-1 \"]\" cannot stand here | a command ends in \";\" or in a "
       "block\n"},
      {"a [\"b\" \"c\"]; keep;", "a!,['b'] keep",
       "1:7-0 \",\" is missing between two strings of a list\n"},
      {"if anyof (true, false { keep; } stop;",
       "if!<anyof!(true false)>{keep} stop",
       "1:10-1 this \"(\" is never closed | put \")\" after the last test\n"},
      {"keep \"abc", "keep!",
       "1:6-1 this string never ends | close it with a "
       "double quote\n"},
  };
  for (const BadCase& c : kCases) {
    Parsed parsed = ParseText(std::string(c.input));
    EXPECT_EQ(parsed.tree, c.tree) << c.input;
    EXPECT_EQ(parsed.issues, c.issues) << c.input;
  }
}

std::string Repeated(std::string_view text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Parser, BoundsNesting) {
  EXPECT_EQ(ParseText(Repeated("if true {", 32) + Repeated("}", 32)).issues,
            "");
  EXPECT_EQ(
      ParseText(Repeated("if true {", 33) + Repeated("}", 33)).issues,
      "1:297-1 blocks are nested too deeply, more than 32 levels | use elsif, "
      "stop or allof to flatten the script\n");
  EXPECT_EQ(ParseText("if " + Repeated("not ", 31) + "true {}").issues, "");
  EXPECT_EQ(
      ParseText("if " + Repeated("not ", 32) + "true {}").issues,
      "1:132-4 tests are nested too deeply, more than 32 levels | use allof, "
      "anyof and variables to flatten the test\n");
}

TEST(Parser, SurvivesDeepNonsense) {
  for (std::string_view piece : {"if true {", "if not ", "anyof (", "[", "{",
                                 "if anyof (not allof (", "}", "\"a\"", ":a"}) {
    Parsed parsed = ParseText(Repeated(piece, 20000));
    EXPECT_FALSE(parsed.issues.empty()) << piece;
  }
}

TEST(Parser, BoundsArguments) {
  EXPECT_EQ(ParseText("a" + Repeated(" 1", 32) + ";").issues, "");
  EXPECT_EQ(ParseText("a" + Repeated(" 1", 40) + ";").issues,
            "1:67-1 too many arguments, more than 32\n");
}

}  // namespace
}  // namespace trommel::sieve
