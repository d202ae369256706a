// SPDX-License-Identifier: MIT
// Lint: warnings of what is no error to Exim and yet seldom meant.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"
#include "interp/exim/ast.h"

namespace trommel::exim {

/// What a warning may ask of the world. Implemented by `trommel check`.
class LintWorld {
 public:
  virtual ~LintWorld() = default;
  /// Whether `path`, an absolute one, is a directory.
  virtual bool IsDirectory(const std::string& path) const = 0;
  /// $home of the user whose filter it is; empty if unknown.
  virtual std::string Home() const = 0;
  /// For a variable that only an MTA sets, and not where filters run: what it
  /// is of ("of an ACL"). Empty for all others.
  virtual std::string OnlyMta(std::string_view name) const = 0;
};

/// What is looked at.
struct LintInput {
  const SourceText& source;
  const Command* first;  ///< null too when the filter has errors
  const LintWorld& world;
};

/// One kind of warning.
struct LintRule {
  std::string_view name;
  void (*run)(const LintInput& input, IssueList* issues);
};

/// Header names: no colon behind one, what it swallows, underscores.
void LintHeaderNames(const LintInput& input, IssueList* issues);
/// Patterns of `matches` in which a backslash gets lost.
void LintPatterns(const LintInput& input, IssueList* issues);
/// Commands and branches that are never reached.
void LintFlow(const LintInput& input, IssueList* issues);
/// `save` to what is a directory, without a slash at the end.
void LintSave(const LintInput& input, IssueList* issues);
/// `vacation` outside `if personal`.
void LintVacation(const LintInput& input, IssueList* issues);
/// Variables that are never set where filters run.
void LintVariables(const LintInput& input, IssueList* issues);

/// All of them.
void Lint(const LintInput& input, IssueList* issues);

}  // namespace trommel::exim
