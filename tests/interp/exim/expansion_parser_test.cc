// SPDX-License-Identifier: MIT
// Expansion strings: results on the machine, and Exim's error texts.
#include "interp/exim/expansion_parser.h"

#include <gtest/gtest.h>

#include "tests/interp/exim/mini.h"

namespace trommel::exim {
namespace {

struct Row {
  std::string_view text;
  std::string_view expected;
};

TEST(ExpansionParser, Expands) {
  static constexpr Row kTable[] = {
      {"a}b{", "a}b{"},
      {"\\$x \\x41\\101\\\\", "$x AA\\"},
      {"\\N$x\\N $local_part", "$x me"},
      {"\\N$x", "$x"},
      {"$local_part@${domain}.", "me@example.com."},
      {"$n3${n4}", "34"},
      {"$1${2}$99", ""},
      {"$h_subject: x", "<subject> x"},
      {"$header_a,b:c $rh_d\te", "<a,b>c <d>\te"},
      {"$acl_m_x$acl_c0$r_y$value$item", ""},
      {"${lc:AB${uc:cd}}", "abcd"},
      {"${lc_x:AB}", "ab"},
      {"${substr_1_2:ab}", "[1][2][ab]"},
      {"${s_-1:ab}", "[-1][ab][nil]"},
      {"${substr_:ab}", "[0][ab][nil]"},
      {"${nh_3_5:ab}", "[3][5][ab]"},
      {"${l_2:$n1}", "[2][1]"},
      {"${substr{1}{2}{$n3}}", "[1][2][3]"},
      {"${substr {1} {ab} }", "[1][ab][nil]"},
      {"${substr{1}{}{a}}", "[1][][a]"},
      {"${sg{a}{b}{c}}", "[a][b][c]"},
      {"${if eq{a}{a}}", "true"},
      {"${if eq{a}{b}}", ""},
      {"${if eq {a} {b} {x} {y} }z", "yz"},
      {"${if !eq{a}{b}{x}fail}", "x"},
      {"${if ! !eq{a}{b}{x}{$local_part}}", "me"},
      {"${if and{{eq{a}{a}}{!bool{false}}}{x}{y}}", "x"},
      {"${if and{}{x}{y}}${if or{}{x}{y}}", "xy"},
      {"${if or{{eq{a}{b}} {and{{eq{c}{c}}}} }{x}{y}}", "x"},
      {"${if !or{{eq{a}{b}}{eq{a}{a}}}{x}{y}}", "y"},
      {"${if def:domain{x}{y}}${if def:h_a:{x}{y}}", "xx"},
      {"${if def:value {x}{y}}", "y"},
      {"${if >{1}{1}{x}{y}}${if >= {1}{2}{x}{y}}", "xy"},
      {"${if match_domain{$foo}{b}}", "error: unknown variable name \"foo\""},
      {"${if match_domain{\\$b}{$b}{x}{y}}", "x"},
      {"${if match{abc}{a*}{<$1>}{y}}<$1>", "<bc><>"},
      {"${extract{k}{j=1 k=2}{<$value>}{y}}<$value>", "<2><>"},
      {"${extract{k}{k=a}{${extract{a}{a=b}{$value}}$value}}", "ba"},
      {"${extract{k}{j=1}}${extract{k}{k=2}}", "2"},
      {"${extract{k}{j=1}{x}{y}}", "y"},
      {"${extract{ 3 }{:}{a}{<$value>}}", "<[ 3 ][:][a]>"},
      {"${extract{$n3}{:}{a}{<$value>}}", "<[3][:][a]>"},
      {"${extract{$local_part}{me=a}{<$value>}}", "<a>"},
      {"${extract{$local_part}{me=a}}", "a"},
  };
  for (const Row& row : kTable) {
    EXPECT_EQ(Expand(row.text), row.expected) << row.text;
  }
}

TEST(ExpansionParser, ErrorsNameTheListsTheyAreIn) {
  EXPECT_EQ(Expand("${if or{{and{{eq{a}{a}}{bool{z}}}}}{x}{y}}"),
            "error: unrecognised boolean value \"z\" inside \"and{...}\" "
            "condition inside \"or{...}\" condition");
  EXPECT_EQ(Expand("${if and{{eq{a}{a}}}{${if bool{z}{x}}}{y}}"),
            "error: unrecognised boolean value \"z\"");
}

TEST(ExpansionParser, EvaluatesTheBranchTaken) {
  EXPECT_EQ(Expand("${if eq{a}{b}{x}{${s:x}}}"),
            "error: missing values after s");
  EXPECT_EQ(Expand("${if eq{a}{b}{x}fail}"),
            "error: \"if\" failed and \"fail\" requested");
  EXPECT_EQ(Expand("${extract{k}{}{x}fail}"),
            "error: \"extract\" failed and \"fail\" requested");
}

TEST(ExpansionParser, SkimsWhatItSkips) {
  static constexpr Row kTable[] = {
      {"${if eq{a}{a}{x}{${if bool{z}}}}",
       "error: unrecognised boolean value "
       "\"z\""},
      {"${if and{{eq{a}{b}}{bool{z}}}{x}{y}}",
       "error: unrecognised boolean value \"z\" inside \"and{...}\" condition"},
      {"${if !or{{eq{a}{a}}{eq{b}{b}}{bool{z}}}{x}{y}}",
       "error: unrecognised boolean value \"z\" inside \"or{...}\" condition"},
      {"${if eq{a}{b}{${if and{{or{{bool{z}}}}}}}{y}}",
       "error: unrecognised boolean value \"z\" inside \"or{...}\" condition "
       "inside \"and{...}\" condition"},
      // Operators, variables and extract give nothing, nothing holds.
      {"${if eq{a}{b}{${if bool{${lc:z}}}}{y}}", "y"},
      {"${if eq{a}{b}{${if bool{$domain$n1$value}}}{y}}", "y"},
      {"${if eq{a}{b}{${if bool{${extract{k}{k=z}}}}}{y}}", "y"},
      {"${if eq{a}{b}{${if bool{z$h_a:${if eq{a}{a}{b}{c}}}}}{y}}",
       "error: unrecognised boolean value \"z<a>c\""},
      {"${if eq{a}{b}{${s:x}${substr_x:a}${quote_x:a}}{y}}", "y"},
      {"${if eq{a}{b}{${if eq{a}{b}{}fail}}{y}}", "y"},
      {"${if eq{a}{a}{x}{$foo}}", "error: unknown variable name \"foo\""},
      // The strings of extract have no meaning there.
      {"${if eq{a}{b}{${extract}${extract{a}}${extract{1}{b}}}{y}}", "y"},
      {"${if eq{a}{b}{${extract{a}{b}{c}{d}{e} fail}}{y}}", "y"},
      {"${if eq{a}{b}{${extract{a}{b}{c}{d}{e}{f}}}{y}}",
       "error: missing '}' closing extract"},
      {"${if eq{a}{a}{${extract{a}{b}{c}{d}{e}}}{y}}",
       "error: curly-bracket problem in conditional yes/no parsing: did not "
       "close with '}'\n remaining string is '{e}}}{y}}'"},
      {"${extract{$value}{${if bool{z}}}{c}{d}{e}}",
       "error: unrecognised boolean value \"z\""},
  };
  for (const Row& row : kTable) {
    EXPECT_EQ(Expand(row.text), row.expected) << row.text;
  }
}

TEST(ExpansionParser, FindsAValueInAList) {
  EXPECT_EQ(Expand("${if inlist{k}{k=a}{<$value>}{n}}$value"), "<a>");
  EXPECT_EQ(Expand("${if !inlist{k}{k=a}{y}{<$value>}}$value"), "<a>");
  EXPECT_EQ(Expand("${if or{{inlist{k}{j}}{inlist{j}{j=b}}}{<$value>}}"),
            "<b>");
  EXPECT_EQ(Expand("${if inlist{k}{}{y}{n}}"), "n");
}

TEST(ExpansionParser, NamesTheError) {
  static constexpr Row kTable[] = {
      {"$", "$ not followed by letter, digit, or {"},
      {"${", "letter or digit expected after ${"},
      {"${1x}", "} expected after number"},
      {"$foo", "unknown variable name \"foo\""},
      {"$h", "unknown variable name \"h\""},
      {"${foo}", "unknown variable in \"${foo}\""},
      {"${h_x}", "unknown variable in \"${h_x}\""},
      {"${domain",
       "\"${domain\" is not a known operator (or a } is missing in "
       "a variable reference)"},
      {"${foo:$bar}", "unknown variable name \"bar\""},
      {"${foo_1:x}", "unknown expansion operator \"foo_1\""},
      {"${lc:a", "missing } at end of string"},
      {"${lc:$h_a}b",
       "missing } at end of string - could be header name not "
       "terminated by colon"},
      {"$h_a} ${sg{a}{b}}",
       "missing or misplaced { or } - could be header "
       "name not terminated by colon"},
      {"${sg{a}}", "Not enough arguments for 'sg' (min is 3)"},
      {"${sg{a}{b}{c}{d}}", "Too many arguments for 'sg' (max is 3)"},
      {"${sg{a}{b}{c}x", "missing '}' after 'sg'"},
      {"${substr_x:a}", "non-digit after underscore in \"substr_x\""},
      {"${length_1_2:a}", "non-digit after underscore in \"length_1_2\""},
      {"${if }", "condition name expected, but found \"}\""},
      {"${if foo{a}}", "unknown condition \"foo\""},
      {"${if def_header{a}}", "unknown condition \"def_header\""},
      {"${if eq}", "missing { after \"eq\""},
      {"${if eq{a}}", "missing 2nd string in {} after \"eq\""},
      {"${if eq{a}{b}x}",
       "curly-bracket problem in conditional yes/no parsing: 'yes' part did "
       "not start with '{'\n remaining string is 'x}'"},
      {"${if eq{a}{b}{c}x}", "syntax error in \"if\" item - \"fail\" expected"},
      {"${if eq{a}{b}{c}fail{d}}",
       "curly-bracket problem in conditional yes/no parsing: did not close "
       "with '}' after forcedfail\n remaining string is '{d}}'"},
      {"${if and{x}}",
       "each subcondition inside an \"and{...}\" condition "
       "must be in its own {}"},
      {"${if or{{and{{zz}}}}}",
       "unknown condition \"zz\" inside \"and{...}\" "
       "condition inside \"or{...}\" condition"},
      {"${if and{{eq{a}{b}x",
       "missing } at end of condition inside \"and\" "
       "group"},
      {"${if def}", "\":\" expected after \"def\""},
      {"${if def:}", "variable name omitted after \"def:\""},
      {"${if def:foo}", "unknown variable \"foo\" after \"def:\""},
      {"${if eq{a}{a}{b}{$foo}}", "unknown variable name \"foo\""},
      {"${extract{k}}", "missing '{' for arg 2 of extract"},
      {"${extract{}{a}}", "first argument of \"extract\" must not be empty"},
      {"$acl_x",
       "unknown variable name \"acl_x\" (user-defined ACL variables "
       "must start acl_c or acl_m)"},
  };
  for (const Row& row : kTable) {
    EXPECT_EQ(Expand(row.text), "error: " + std::string(row.expected))
        << row.text;
  }
  EXPECT_EQ(RunFilter("testprint a\\"),
            "error: failed to expand \"a\\\" in testprint command: \\ at end "
            "of string");
}

std::string Nested(std::string_view open, size_t depth) {
  std::string out;
  for (size_t i = 0; i < depth; ++i) out += open;
  return out + "x" + std::string(depth, '}');
}

TEST(ExpansionParser, LimitsNesting) {
  EXPECT_EQ(Expand(Nested("${lc:", 170)), "x");
  Arena arena;
  ExpansionParser parser(Rows(), arena);
  EXPECT_FALSE(parser.Parse(Nested("${lc:", 999)).error.has_value());
  for (std::string_view open : {"${lc:", "${if eq{"}) {
    EXPECT_EQ(parser.Parse(Nested(open, 3000)).error,
              "the expansion is nested more than 1000 deep");
  }
}

TEST(ExpansionParser, StaysInTheStack) {
  std::string many;
  for (int i = 0; i < 300; ++i) many += "$1x";
  EXPECT_EQ(Expand(many), std::string(300, 'x'));
  std::string deep = Nested("${lc:$1a$1b$1c$1d", 31);
  EXPECT_EQ(Expand(deep).size(), 31U * 4 + 1);
}

TEST(ExpansionParser, LimitsComputedExtracts) {
  std::string_view open = "${extract{$local_part}{me=";
  EXPECT_EQ(Expand("${extract{$local_part}{me=${extract{$n1}{:}{x}}}}"),
            "[1][:][x]");
  EXPECT_EQ(Expand(Nested(open, 9)),
            "error: \"extract\" with computed keys is nested too deep");
}

}  // namespace
}  // namespace trommel::exim
