// SPDX-License-Identifier: MIT
// Tests of interp/text/glob.h.
#include "interp/text/glob.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

/// The captures, each in brackets, or "no".
std::string Match(std::string_view pattern, std::string_view subject,
                  bool caseless = false) {
  GlobCaptures captures;
  Result<bool> matched = GlobMatch(pattern, subject, caseless, &captures);
  if (!matched) return matched.error().text;
  if (!*matched) return "no";
  std::string out = "yes";
  for (std::string_view capture : captures)
    out.append(" [").append(capture).append("]");
  return out;
}

TEST(Glob, TakesTheLengthsOfCharactersThatItIsTold) {
  const std::vector<uint8_t> lengths = {1, 3, 2, 1, 1};
  GlobCaptures captures;
  EXPECT_TRUE(*GlobMatch("x?y", "xabcy", lengths, &captures));
  EXPECT_EQ(captures, (GlobCaptures{"abc"}));
  EXPECT_TRUE(*GlobMatch("*?y", "xabcy", lengths, &captures));
  EXPECT_EQ(captures, (GlobCaptures{"x", "abc"}));
  EXPECT_FALSE(*GlobMatch("x???y", "xabcy", lengths, nullptr));
  EXPECT_FALSE(*GlobMatch("X*", "xabcy", lengths, nullptr));
}

TEST(Glob, Matches) {
  struct Case {
    std::string_view pattern, subject, expected;
  };
  const Case cases[] = {
      {"", "", "yes"},
      {"", "a", "no"},
      {"*", "", "yes []"},
      {"?", "", "no"},
      {"abc", "abc", "yes"},
      {"abc", "abcd", "no"},
      {"*[*] *", "Re: [dev] x", "yes [Re: ] [dev] [x]"},
      {"*b", "abab", "yes [aba]"},
      {"*b*", "abab", "yes [a] [ab]"},
      {"a*c*", "abcbc", "yes [b] [bc]"},
      {"**", "ab", "yes [] [ab]"},
      {"*?", "ab", "yes [a] [b]"},
      {"*?c", "abc", "yes [a] [b]"},
      {"?*", "\xC3\xA9x", "yes [\xC3\xA9] [x]"},
      {"??", "\xFF\xC3", "yes [\xFF] [\xC3]"},
      {"?", "\xE2\x82\xAC", "yes [\xE2\x82\xAC]"},
      {"?", "\xE2\x82", "no"},
      {"?", "\xC0\x80", "no"},
      {"?", "\xED\xA0\x80", "no"},
      {"\\*\\?\\\\", "*?\\", "yes"},
      {"\\*", "a", "no"},
      {"\\a", "a", "yes"},
      {"a\\", "a\\", "yes"},
      {"a*b?d*", "aXbcbYd", "yes [Xbc] [Y] []"},
      {"*ab?b*c", "aabaxabxbc", "yes [aabax] [x] []"},
      {"a*\0b"sv, "a\0b"sv, "yes []"},
      {"*a", "b", "no"},
      {"*ab", "b", "no"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(Match(c.pattern, c.subject), c.expected)
        << c.pattern << " on " << c.subject;
}

TEST(Glob, KnowsCase) {
  EXPECT_EQ(Match("a*C", "AxxC", true), "yes [xx]");
  EXPECT_EQ(Match("a*C", "AxxC", false), "no");
  EXPECT_EQ(Match("*B*c", "abbC", true), "yes [a] [b]");
  EXPECT_EQ(Match("\xC4", "\xE4", true), "no");
}

/// The plain recursive definition, shortest star first.
bool Reference(std::string_view pattern, std::string_view subject,
               std::string* out) {
  if (pattern.empty()) return subject.empty();
  size_t before = out->size();
  if (pattern[0] == '*') {
    for (size_t i = 0; i <= subject.size(); ++i) {
      out->append(" [").append(subject.substr(0, i)).append("]");
      if (Reference(pattern.substr(1), subject.substr(i), out)) return true;
      out->resize(before);
    }
    return false;
  }
  if (subject.empty()) return false;
  if (pattern[0] == '?')
    out->append(" [").append(subject.substr(0, 1)) += ']';
  else if (pattern[0] != subject[0])
    return false;
  if (Reference(pattern.substr(1), subject.substr(1), out)) return true;
  out->resize(before);
  return false;
}

TEST(Glob, AgreesWithTheDefinition) {
  std::mt19937 random(3);
  for (int round = 0; round < 40000; ++round) {
    std::string pattern(random() % 8, 'a');
    for (char& c : pattern) c = "ab*?ab*"[random() % 7];
    std::string subject(random() % 12, 'a');
    for (char& c : subject) c = "aab"[random() % 3];
    std::string expected = "yes";
    if (!Reference(pattern, subject, &expected)) expected = "no";
    ASSERT_EQ(Match(pattern, subject), expected) << pattern << " " << subject;
    ASSERT_EQ(Match(pattern, subject, true), expected) << pattern;
  }
}

TEST(Glob, StopsInTime) {
  std::string subject(1 << 20, 'a');
  std::string pattern = "*";
  for (int i = 0; i < 1000; ++i) pattern += "a?";
  pattern += "b*";
  Result<bool> matched = GlobMatch(pattern, subject, false, nullptr);
  ASSERT_FALSE(matched);
  EXPECT_EQ(matched.error().code, Code::kLimit);
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "*a";
  EXPECT_EQ(Match(stars + "b", subject), "no");
  EXPECT_TRUE(*GlobMatch(stars, subject, true, nullptr));
  std::string needle =
      "*" + std::string(40000, 'a') + "b" + std::string(40000, 'a') + "*";
  EXPECT_FALSE(*GlobMatch(needle, subject, false, nullptr));
  EXPECT_FALSE(*GlobMatch(needle, subject, true, nullptr));
}

}  // namespace
}  // namespace trommel::text
