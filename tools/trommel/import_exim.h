// SPDX-License-Identifier: MIT
// ImportExim: asks an installed Exim for the options that filters depend on.
#pragma once

#include <string>

#include "interp/base/result.h"
#include "interp/vm/settings.h"

namespace trommel {

/// The Exim to ask when none is named: exim4 or exim in /usr/sbin,
/// /usr/exim/bin or PATH; kNoInput if there is none.
Result<std::string> FindExim();

/// Runs `exim -bP option …` and reads the answer; options that it does not know
/// keep their default. kIo when it cannot be run or fails.
Result<vm::Settings> AskExim(const std::string& exim);

/// Reads what `exim -bP option …` prints: a line an option, `name = value`,
/// `name` or `no_name`. kIo for an answer that makes no sense.
Status ReadEximAnswer(std::string_view answer, vm::Settings* settings);

/// A trommel.toml with all of `settings`, and a comment that names `exim`.
std::string TomlOf(const vm::Settings& settings, const std::string& exim);

}  // namespace trommel
