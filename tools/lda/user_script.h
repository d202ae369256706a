// SPDX-License-Identifier: MIT
// UserScript: which filter runs, compiled.
#pragma once

#include <optional>

#include "interp/engine.h"
#include "tools/common/script.h"
#include "tools/lda/options.h"

namespace trommel::lda {

/// The filter of --script, ~/.forward or ~/.dovecot.sieve, the first that
/// there is; absent when there is none or a .forward of nothing but white
/// space.
///
/// A Sieve script with errors comes back without a program and with its issues:
/// the mail is kept. kTemporary for an Exim filter with errors, a file that
/// cannot be read and a .forward that is no filter (a list of addresses).
Result<std::optional<Script>> LoadUserScript(const Engine& engine,
                                             const Options& options);

}  // namespace trommel::lda
