// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_in_step.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

/// Both ways of running a regular program give the same answer.
TEST(RegexInStep, AgreesWithTheTable) {
  constexpr std::string_view kParts[] = {
      "a", "b", "(", ")",    "|",     "*",   "+?",  "?",
      ".", "^", "$", "[ab]", "{0,2}", "(?:", "\\b", "*?"};
  uint32_t seed = 7;
  auto next = [&seed](size_t below) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % below;
  };
  size_t compared = 0;
  for (int round = 0; round < 30000; ++round) {
    std::string pattern;
    for (size_t i = 2 + next(8); i > 0; --i)
      pattern += kParts[next(std::size(kParts))];
    Result<RegexTree> tree = ParseRegex(pattern, false);
    if (!tree || !tree->regular) continue;
    Result<RegexProgram> program = CompileRegex(std::move(*tree));
    if (!program || !program->regular) continue;
    std::string subject;
    for (size_t i = next(7); i > 0; --i) subject += "ab\n"[next(3)];
    std::vector<size_t> table, step;
    size_t from = next(subject.size() + 1);
    RegexOutcome tabled =
        internal::MatchTabled(*program, subject, from, &table);
    EXPECT_EQ(internal::MatchInStep(*program, subject, from, &step), tabled)
        << pattern << " on " << subject;
    EXPECT_EQ(internal::MatchInStep(*program, subject, from, nullptr), tabled);
    EXPECT_EQ(internal::MatchTabled(*program, subject, from, nullptr), tabled);
    std::vector<size_t> here, here_step;
    const RegexOutcome at_from =
        internal::MatchTabled(*program, subject, from, &here, RegexAim::kHere);
    EXPECT_EQ(internal::MatchInStep(*program, subject, from, &here_step,
                                    RegexAim::kHere),
              at_from)
        << pattern << " on " << subject;
    if (at_from == RegexOutcome::kMatch) {
      EXPECT_EQ(here_step, here);
    }
    if (tabled == RegexOutcome::kMatch) {
      EXPECT_EQ(step, table) << pattern << " on " << subject;
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000U);
}

}  // namespace
}  // namespace trommel::text
