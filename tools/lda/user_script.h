// SPDX-License-Identifier: MIT
// UserScript: which filter runs, compiled, or the list that stands for one.
#pragma once

#include <optional>
#include <string>

#include "interp/engine.h"
#include "tools/common/script.h"
#include "tools/lda/options.h"

namespace trommel::lda {

/// What decides about a user's mail: a script, a list, or neither.
struct UserScript {
  std::optional<Script> script;
  std::optional<std::string> forward;  ///< a .forward that is no filter
  std::string forward_name;            ///< its path
};

/// How scripts are to be read.
ScriptOptions HowToLoad(const Options& options);

/// The filter of --script, ~/.forward or ~/.dovecot.sieve, the first that
/// there is.
///
/// A Sieve script with errors comes back without a program and with its issues:
/// the mail is kept. kTemporary for an Exim filter with errors and for a
/// file that cannot be read.
Result<UserScript> LoadUserScript(const Engine& engine, const Options& options);

}  // namespace trommel::lda
