// SPDX-License-Identifier: MIT
// Tests of interp/text/regex.h.
#include "interp/text/regex.h"

#include <gtest/gtest.h>

#include <thread>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr Regex::Options kPosix{RegexSyntax::kPosixExtended, false};
constexpr Regex::Options kPosixCaseless{RegexSyntax::kPosixExtended, true};
constexpr Regex::Options kPerl{RegexSyntax::kPerl, false};
constexpr Regex::Options kPerlCaseless{RegexSyntax::kPerl, true};

/// The groups, joined by '|', "-" for an unset one; "no" or an error's text.
std::string Find(std::string_view pattern, Regex::Options options,
                 std::string_view subject, size_t from = 0) {
  Result<Regex> regex = Regex::Compile(pattern, options);
  if (!regex) return regex.error().text;
  std::vector<RegexGroup> groups;
  Result<bool> found = regex->Search(subject, &groups, from);
  if (!found) return found.error().text;
  Result<bool> quick = regex->Search(subject, nullptr, from);
  EXPECT_TRUE(quick && *quick == *found) << pattern;
  if (!*found) return "no";
  EXPECT_EQ(groups.size(), regex->groups() + 1);
  std::string out;
  for (const RegexGroup& group : groups) {
    if (!out.empty()) out += '|';
    if (group.begin == std::string_view::npos)
      out += '-';
    else
      out += subject.substr(group.begin, group.length);
  }
  return out;
}

struct Case {
  std::string_view pattern;
  Regex::Options options;
  std::string_view subject, expected;
};

TEST(Regex, Matches) {
  const Case cases[] = {
      {"a(b+)", kPerl, "xabbb", "abbb|bbb"},
      {"a|ab|abc", kPosix, "abcd", "abc"},
      {"a|ab|abc", kPerl, "abcd", "a"},
      {"(a)|(b)", kPerl, "b", "b|-|b"},
      {"SUBJECT", kPerlCaseless, "the subject", "subject"},
      {"(?i)SUBJECT", kPerl, "the subject", "subject"},
      {"[A-F]+", kPosixCaseless, "xxabcFxx", "abcF"},
      {"\xC4", kPerlCaseless, "\xE4", "no"},
      {"[\x80-\xFF]+", kPerl, "a\xC3\xA9z", "\xC3\xA9"},
      {"[^a]", kPerl, "\xFF", "\xFF"},
      {"[[:alpha:]]+", kPosix, "1\xE9zZ_", "zZ"},
      {"[[:punct:][:space:]]+", kPosix, "a, b", ", "},
      {"\\w+\\s\\d", kPerl, "- a_b\v7", "a_b\v7"},
      {"^b", kPerl, "a\nb", "no"},
      {"a$", kPerl, "a\nb", "no"},
      {"a$", kPerl, "a\n", "a"},
      {"a$", kPerl, "a\n\n", "no"},
      {"a$", kPosix, "a\n", "no"},
      {"a.b", kPerl, "a\nb", "no"},
      {"a.b", kPerl, "a\rb", "a\rb"},
      {"a.b", kPosix, "a\nb", "a\nb"},
      {"(?s)a.b", kPerl, "a\nb", "a\nb"},
      {"(?m)^b$", kPerl, "a\nb\nc", "b"},
      {"(?m)^b$", kPerl, "a\rb\nc", "no"},
      {"a\\Z", kPerl, "a\n\n", "no"},
      {"\\<x\\>", kPerl, "a <x> b", "<x>"},
      {"\\<x\\>", kPosix, "a x b", "x"},
      {"(?P<n>a)\\k<n>", kPerl, "aa", "aa|a"},
      {"a\0b"sv, kPerl, "xa\0b"sv, "a\0b"sv},
      {".\\.", kPerl, "\0."sv, "\0."sv},
      {"", kPosix, "abc", ""},
      {"", kPerl, "", ""},
      {"x()", kPosix, "xbc", "x|"},
      {"a(|b)c", kPosix, "ac", "ac|"},
      {"(a)\\1", kPosix, "aa", "aa|a"},
      {"[\\]+", kPosix, "a\\b", "\\"},
      {"x{2,3}", kPosix, "xxxxx", "xxx"},
      {"x{,3}y", kPerl, "x{,3}y", "x{,3}y"},
      {"(?<=a)b", kPerl, "ab", "b"},
      {"(?>a+)b", kPerl, "aab", "aab"},
      {"^(Re|Fwd): *(.*)$", kPerl, "Fwd:  x y", "Fwd:  x y|Fwd|x y"},
      {"(a+)(b+)?", kPosix, "caab", "aab|aa|b"},
      {"(foo|foobar)(bar)?x", kPosix, "foobarx", "foobarx|foobar|-"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(Find(c.pattern, c.options, c.subject), c.expected)
        << c.pattern << " on " << c.subject;
}

TEST(Regex, SearchesFromAnOffset) {
  EXPECT_EQ(Find("a.", kPerl, "a1a2", 1), "a2");
  EXPECT_EQ(Find("^a.", kPerl, "a1a2", 2), "no");
  EXPECT_EQ(Find("(?<=1)a", kPerl, "a1a2", 2), "a");
  EXPECT_EQ(Find("\\ba", kPerl, "xa", 1), "no");
  EXPECT_EQ(Find("a*", kPerl, "aa", 2), "");
  EXPECT_EQ(Find("a*", kPerl, "aa", 3), "no");
}

TEST(Regex, SaysWhatIsWrong) {
  EXPECT_EQ(Find("ab(c", kPerl, ""), "missing closing parenthesis at offset 4");
  EXPECT_EQ(Find("a)", kPosix, ""),
            "Found a closing ) with no corresponding opening parenthesis at "
            "offset 1");
  EXPECT_EQ(Find("[z-a]", kPerl, ""),
            "range out of order in character class at offset 3");
  for (std::string_view bad : {"*", "a**", "[a", "\\", "(?<n", "(?z)", "^*"}) {
    Result<Regex> regex = Regex::Compile(bad, kPerl);
    ASSERT_FALSE(regex) << bad;
    EXPECT_EQ(regex.error().code, Code::kRun) << bad;
  }
}

TEST(Regex, StopsInTime) {
  std::string subject(1 << 16, 'a');
  for (std::string_view linear : {"(a*)*b|c", "(a|aa)+$b|c", "[a-z]*!|c"})
    EXPECT_EQ(Find(linear, kPerl, subject), "no");
  for (std::string_view slow : {"a(?>a*)[bc]", "aa*+[bc]", "a(?>.*)[bc]"}) {
    Result<Regex> regex = Regex::Compile(slow, kPerl);
    ASSERT_TRUE(regex) << slow;
    Result<bool> found = regex->Search(subject, nullptr);
    ASSERT_FALSE(found) << slow;
    EXPECT_EQ(found.error().code, Code::kLimit);
  }
  EXPECT_EQ(Find(std::string(100000, '('), kPerl, ""),
            "parentheses are too deeply nested at offset 251");
  EXPECT_EQ(Find("((a{1,100}){1,100}){1,100}", kPosix, ""),
            "regular expression too large");
}

TEST(Regex, ServesSeveralThreads) {
  Result<Regex> regex = Regex::Compile("x(.)$", kPerl);
  ASSERT_TRUE(regex);
  auto search = [&regex] {
    std::vector<RegexGroup> groups;
    for (int i = 0; i < 200; ++i) {
      EXPECT_TRUE(*regex->Search("ax\r\n", &groups));
      EXPECT_EQ(groups[1].begin, 2U);
      EXPECT_TRUE(*regex->Search("axb", &groups));
    }
  };
  std::thread other(search);
  search();
  other.join();
}

}  // namespace
}  // namespace trommel::text
