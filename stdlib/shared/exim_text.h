// SPDX-License-Identifier: MIT
// What ${readfile, ${readsocket and ${run do alike with what they have read.
#pragma once

#include <string_view>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// The text that Exim takes from `bytes`: of each line what stands before a
/// NUL, then `line_end` in place of the newline, unless a NUL took that away.
/// kLimit when it grows past limits::kValueBytes.
///
/// Example: TextOf(context, "a\nb\n", ";", false) gives "a;b;".
Result<Value> TextOf(vm::CallContext& context, std::string_view bytes,
                     std::string_view line_end, bool tainted);

}  // namespace trommel::stdlib::exim
