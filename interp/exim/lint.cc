// SPDX-License-Identifier: MIT
#include "interp/exim/lint.h"

namespace trommel::exim {
namespace {

constexpr LintRule kRules[] = {
    {"header names", LintHeaderNames},
    {"patterns", LintPatterns},
    {"flow", LintFlow},
    {"save", LintSave},
    {"vacation", LintVacation},
    {"variables", LintVariables},
};

}  // namespace

void Lint(const LintInput& input, IssueList* issues) {
  for (const LintRule& rule : kRules) rule.run(input, issues);
}

}  // namespace trommel::exim
