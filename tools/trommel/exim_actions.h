// SPDX-License-Identifier: MIT
// The lines that Exim's filter test prints for actions.
#pragma once

#include <string>

#include "interp/vm/machine.h"

namespace trommel {

/// How actions are shown.
struct EximLines {
  bool keep_high = false;  ///< print_topbitchars: bytes above 127 as they are
  size_t label_width = 7;  ///< of the arguments of mail and vacation
};

/// Appends what Exim prints when it obeys `action` in a test: one line or, for
/// mail and vacation, one more for each argument. Names of files, addresses and
/// programs appear as they are, texts with control bytes escaped.
void AppendEximAction(const vm::Action& action, const EximLines& lines,
                      std::string* out);

/// Appends the two lines that say what an Exim filter came to, or the one
/// that tells of its error.
void AppendEximResult(const vm::Outcome& outcome, std::string* out);

/// Appends the one line that Exim's filter test prints of a Sieve script.
void AppendSieveResult(const vm::Outcome& outcome, std::string* out);

}  // namespace trommel
