// SPDX-License-Identifier: MIT
// Regular expressions as Exim's rows use them.
#pragma once

#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// Searches `subject`; success sets $0, $1 … (an unset group is empty), failure
/// changes nothing. kRun with the compiler's reason for a bad pattern, kLimit
/// when matching took too long.
Result<bool> MatchAndSet(vm::CallContext& context, const Value& subject,
                         std::string_view pattern, bool caseless);

}  // namespace trommel::stdlib::exim
