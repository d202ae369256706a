// SPDX-License-Identifier: MIT
// ScriptsAround: an administrator's scripts that run with a user's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/common/options.h"
#include "tools/common/script.h"
#include "tools/common/sequence.h"

namespace trommel {

inline constexpr Option kBeforeOption = {
    0, "before", "FILE", "Sieve: a script that runs before it; again for more"};
inline constexpr Option kAfterOption = {
    0, "after", "FILE", "Sieve: a script that runs after it; again for more"};
inline constexpr Option kDefaultOption = {
    0, "default", "FILE", "the script where SCRIPT does not exist"};
inline constexpr Option kDiscardOption = {
    0, "discard", "FILE", "Sieve: a script for what would go nowhere"};

/// Loaded and without errors; each has a program.
struct ScriptsAround {
  std::vector<Script> before;
  std::vector<Script> after;
  std::optional<Script> discard;
  bool empty() const { return before.empty() && after.empty() && !discard; }

  /// Runs all of them, and between them `user` (null: there is none), as far as
  /// Sequence says. Views in the outcome live as long as `sequence`.
  vm::Outcome Run(const Program* user, const vm::RunInput& input,
                  Sequence* sequence, vm::TraceSink* trace = nullptr) const;
};

/// Loads those of --before, --after and --discard. A script with errors is
/// kScript with its issues as text; one of Exim's is kUsage.
Result<ScriptsAround> LoadScriptsAround(const Engine& engine,
                                        const Arguments& arguments,
                                        const ScriptOptions& options);

/// `path`, or what --default names where that does not exist.
std::string ScriptPath(const Arguments& arguments, std::string_view path);

}  // namespace trommel
