// SPDX-License-Identifier: MIT
// Lists that Exim's loops gather item by item; nested loops have lists of their
// own.
#pragma once

#include <vector>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// A list that was gathered.
struct GatheredList {
  std::vector<Value> values;  ///< first to last
  char separator = ':';
};

/// Starts a list with the separator of another one.
void OpenList(vm::CallContext& context, std::string_view like);

/// Appends to the list started last. kRun when there is none.
Status AddToList(vm::CallContext& context, const Value& value);

/// Ends the list started last. kRun when there is none.
Result<GatheredList> CloseList(vm::CallContext& context);

}  // namespace trommel::stdlib::exim
