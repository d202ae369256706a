// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_escape.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(RegexEscape, NamesWhatIsWrong) {
  ExpectParsed({
      {"\\", "\\ at end of pattern at offset 1"},
      {"\\j", "unrecognized character follows \\ at offset 1"},
      {"\\c", "\\c at end of pattern at offset 2"},
      {"\\c\n",
       "\\c must be followed by a printable ASCII character at offset 2"},
      {"\\x{", "digits missing in \\x{} or \\o{} or \\N{U+} at offset 3"},
      {"\\x{4g}",
       "non-hex character in \\x{} (closing brace missing?) at offset 4"},
      {"\\x{100}",
       "character code point value in \\x{} or \\o{} is too large at offset 6"},
      {"\\o{1",
       "non-octal character in \\o{} (closing brace missing?) at offset 3"},
      {"\\o1", "missing opening brace after \\o at offset 2"},
      {"\\400",
       "octal value is greater than \\377 in 8-bit non-UTF-8 mode at offset 4"},
      {"\\g{0}", "reference to non-existent subpattern at offset 5"},
      {"(x)\\g{-2}", "reference to non-existent subpattern at offset 5"},
      {"\\g{1}", "reference to non-existent subpattern at offset 4"},
      {"\\k<1a>", "subpattern name must start with a non-digit at offset 3"},
  });
}

TEST(RegexEscape, Matches) {
  ExpectMatched({
      {"\\R", "\r\n", "0-2"},
      {"\\R\n", "\r\n", "no"},
      {"\\s\\h\\v", "\v\xa0\x85", "0-3"},
      {"\\W\\D\\S",
       "\xe9"
       "aa",
       "0-3"},
      {"\\x61\\141\\o{141}\\x{61}", "aaaa", "0-4"},
      {"a\\x", "a\0"sv, "0-2"},
      {"\\cA\\e\\a", "\1\x1b\a", "0-3"},
      {"(a)?b\\1", "b", "no"},
      {"(a)\\g{-1}\\g1", "aaa", "0-3 0-1"},
      {"a\\Kb", "ab", "1-2"},
      {"\\18",
       "\1"
       "8",
       "0-2"},
      {"\\N{2}", "a\nbc", "2-4"},
      {"\\<a\\>", "<a>", "0-3"},
  });
  EXPECT_EQ(Matched("\\Gb", "ab", false, 1), "1-2");
  EXPECT_EQ(Matched("\\Gb", "aab", false, 1), "no");
}

}  // namespace
}  // namespace trommel::text
