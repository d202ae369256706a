// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_group.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(RegexGroup, NamesWhatIsWrong) {
  ExpectParsed({
      {"(?", "missing closing parenthesis at offset 2"},
      {"(?z)", "unrecognized character after (? or (?- at offset 2"},
      {"(?^-i)", "invalid hyphen in option setting at offset 3"},
      {"(?<1a>x)", "subpattern name must start with a non-digit at offset 3"},
      {"(?<a>x)(?<a>y)",
       "two named subpatterns have the same name (PCRE2_DUPNAMES not set) at "
       "offset 12"},
      {"(?Px)", "unrecognized character after (?P at offset 3"},
      {"(?1)", "reference to non-existent subpattern at offset 3"},
      {"(?-1)", "reference to non-existent subpattern at offset 4"},
      {"(?+a)", "digit expected after (?+ or (?- at offset 2"},
      {"(?99999)", "subpattern number is too big at offset 7"},
      {"(?(1", "missing closing parenthesis for condition at offset 4"},
      {"(?(?a)b)", "assertion expected after (?( or (?(?C) at offset 2"},
      {"(?(DEFINE)a|b)",
       "DEFINE subpattern contains more than one branch at offset 3"},
      {"(?C256)", "number after (?C is greater than 255 at offset 6"},
      {"(*FOO)", "(*VERB) not recognized or malformed at offset 5"},
      {"(*foo)", "(*alpha_assertion) not recognized at offset 5"},
      {"(*$", "(*VERB) not recognized or malformed at offset 2"},
      {"(?(*atomic:a)b)",
       "assertion expected after (?( or (?(?C) at offset 10"},
      {"(?(*napla:a)b)",
       "atomic assertion expected after (?( or (?(?C) at offset 9"},
      {"(?(?#)a", "assertion expected after (?( or (?(?C) at offset 6"},
      {"(?(?#x)(?=a)b)", "ok"},
      {"(?(+1))", "reference to non-existent subpattern at offset 3"},
      {"(?(DEFINE)a|b)\\5",
       "reference to non-existent subpattern at offset 15"},
      {"\\5(?=\\K)", "reference to non-existent subpattern at offset 1"},
      {"(*COMMIT)(", "missing closing parenthesis at offset 10"},
      {"(*sr:a)\\p{Foo}", "unknown property after \\P or \\p at offset 14"},
      {"(*sr:a)(*COMMIT)", "(*sr: is not supported at offset 0"},
      {"(*MARK)", "(*MARK) must have an argument at offset 6"},
      {"a(*COMMIT)", "(*COMMIT) is not supported at offset 1"},
  });
  EXPECT_EQ(Parsed(std::string(251, 0x28)),
            "parentheses are too deeply nested at offset 251");
}

TEST(RegexGroup, Matches) {
  ExpectMatched({
      {"(?|(a)(b)|(c))(d)", "cd", "0-2 0-1 - 1-2"},
      {"(?n)(a)(?<b>b)", "ab", "0-2 1-2"},
      {"(?:a(?i)b|c)d", "Cd", "0-2"},
      {"(?:a(?i)b|c)d", "CD", "no"},
      {"(?^)a", "a", "0-1"},
      {"(?P<n>a)(?P=n)(?P>n)", "aaa", "0-3 0-1"},
      {"a(?C1)b", "ab", "0-2"},
      {"(?(VERSION>=10.4)a|b)", "a", "0-1"},
      {"(?(VERSION>=11)a|b)", "b", "0-1"},
      {"(*pla:a)[ab]", "ba", "1-2"},
      {"(?*(a|ab))\\1c", "abc", "0-3 0-2"},
      {"(?=(a|ab))\\1c", "abc", "no"},
      {"(?<*(a|b))c", "bc", "1-2 0-1"},
  });
}

}  // namespace
}  // namespace trommel::text
