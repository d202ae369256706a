// SPDX-License-Identifier: MIT
// Lines that a Sieve script writes to a log.
#pragma once

#include <string_view>

#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// Adds a kNote action whose field "log" is `level`. Control characters become
/// blanks, and the line is cut to limits::kLogLineBytes between characters.
Status AddLogLine(vm::CallContext& context, const Value& text,
                  std::string_view level);

}  // namespace trommel::stdlib
