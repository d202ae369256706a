// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_class.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

TEST(RegexClass, NamesWhatIsWrong) {
  ExpectParsed({
      {"[a", "missing terminating ] for character class at offset 2"},
      {"[]", "missing terminating ] for character class at offset 2"},
      {"[z-a]", "range out of order in character class at offset 3"},
      {"[a-\\d]", "invalid range in character class at offset 5"},
      {"[\\w--]", "invalid range in character class at offset 3"},
      {"[a-[:digit:]]", "invalid range in character class at offset 4"},
      {"[[:foo:]]", "unknown POSIX class name at offset 3"},
      {"[[.a.]]", "POSIX collating elements are not supported at offset 1"},
      {"[:alpha:]",
       "POSIX named classes are supported only within a class at offset 0"},
      {"[\\B]", "escape sequence is invalid in character class at offset 2"},
      {"[\\N]", "\\N is not supported in a class at offset 3"},
  });
}

TEST(RegexClass, Matches) {
  ExpectMatched({
      {"[]a]+", "a]b", "0-2"},
      {"[^]a]", "a]b", "2-3"},
      {"[a-c-e]+", "b-ed", "0-3"},
      {"[\\d-]+", "1-a", "0-2"},
      {"[\\Q]\\E]", "]", "0-1"},
      {"[\\b]", "\b", "0-1"},
      {"[[:^digit:]]", "1a", "1-2"},
      {"[a-\\x63]+", "abcd", "0-3"},
      {"(?i)[^a]", "Ab", "1-2"},
      {"(?i)[[:upper:]]", "a", "0-1"},
      {"(?xx)[a b]", " b", "1-2"},
      {"[[:<:]]ab[[:>:]]", "xab ab", "4-6"},
      {"[[:<:]]*a", "xa", "no"},
      {"[\\x00-\\xff]", "\n", "0-1"},
  });
}

}  // namespace
}  // namespace trommel::text
