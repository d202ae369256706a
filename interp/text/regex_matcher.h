// SPDX-License-Identifier: MIT
// Runs a compiled pattern over a subject. For interp/text/regex*.cc alone.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "interp/text/regex_program.h"

namespace trommel::text {

enum class RegexOutcome : uint8_t { kNoMatch, kMatch, kTooManySteps };

/// What is looked for.
enum class RegexAim : uint8_t {
  kFirst,  ///< the first match
  kHere,   ///< one that begins at `from` and is not empty
};

/// Searches `subject` from `from` for the match that Perl's rules prefer. On
/// kMatch, and when `slots` is given, it holds begin and end of each group,
/// npos where unset. A regular program takes time and memory linear in the
/// subject; any other ends in kTooManySteps at limits::kRegexSteps.
RegexOutcome MatchRegex(const RegexProgram& program, std::string_view subject,
                        size_t from, std::vector<size_t>* slots,
                        RegexAim aim = RegexAim::kFirst);

namespace internal {

/// The two ways of MatchRegex to run a regular program: one start after the
/// other with a table of states already tried, for small subjects, and all
/// states in step. They find the same.
RegexOutcome MatchTabled(const RegexProgram& program, std::string_view subject,
                         size_t from, std::vector<size_t>* slots,
                         RegexAim aim = RegexAim::kFirst);
RegexOutcome MatchInStep(const RegexProgram& program, std::string_view subject,
                         size_t from, std::vector<size_t>* slots,
                         RegexAim aim = RegexAim::kFirst);

/// Whether an assertion holds at an offset of a subject.
bool RegexHolds(RegexAssert assert, std::string_view subject, size_t at,
                size_t from);
/// The next offset from `at` on where a match may begin; npos for none.
size_t NextRegexStart(const RegexProgram& program, std::string_view subject,
                      size_t at);

}  // namespace internal
}  // namespace trommel::text
