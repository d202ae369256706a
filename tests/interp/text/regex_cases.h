// SPDX-License-Identifier: MIT
// What the tests of the regex readers share: a pattern's fate in one line.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "interp/text/regex_matcher.h"
#include "interp/text/regex_parser.h"
#include "interp/text/regex_program.h"

namespace trommel::text {

/// "ok", or the error of a pattern.
inline std::string Parsed(std::string_view pattern) {
  Result<RegexTree> tree = ParseRegex(pattern, false);
  return tree ? "ok" : tree.error().text;
}

/// The spans of all groups, "0-2 1-1 -", "no", "limit" or the error.
inline std::string Matched(std::string_view pattern, std::string_view subject,
                           bool caseless = false, size_t from = 0) {
  Result<RegexTree> tree = ParseRegex(pattern, caseless);
  if (!tree) return tree.error().text;
  Result<RegexProgram> program = CompileRegex(std::move(*tree));
  if (!program) return program.error().text;
  std::vector<size_t> slots;
  RegexOutcome outcome = MatchRegex(*program, subject, from, &slots);
  if (outcome == RegexOutcome::kTooManySteps) return "limit";
  if (outcome == RegexOutcome::kNoMatch) return "no";
  std::string out;
  for (size_t i = 0; i < slots.size(); i += 2) {
    if (i > 0) out += ' ';
    if (slots[i + 1] == std::string_view::npos)
      out += '-';
    else
      out += std::to_string(slots[i]) + "-" + std::to_string(slots[i + 1]);
  }
  return out;
}

struct ParseCase {
  std::string_view pattern, fate;
};
struct MatchCase {
  std::string_view pattern, subject, groups;
};

template <size_t kCount>
void ExpectParsed(const ParseCase (&cases)[kCount]) {
  for (const ParseCase& c : cases)
    EXPECT_EQ(Parsed(c.pattern), c.fate) << c.pattern;
}
template <size_t kCount>
void ExpectMatched(const MatchCase (&cases)[kCount]) {
  for (const MatchCase& c : cases)
    EXPECT_EQ(Matched(c.pattern, c.subject), c.groups)
        << c.pattern << " on " << c.subject;
}

}  // namespace trommel::text
