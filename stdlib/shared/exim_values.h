// SPDX-License-Identifier: MIT
// Small steps that most Exim rows take with values.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// `"text"`, as Exim quotes what it complains about.
std::string InQuotes(std::string_view text);

/// Whether any of `values` is tainted: then so is what is made of them.
bool AnyTainted(std::span<const Value> values);

/// A copy of `text` in the run's arena.
Value Copied(vm::CallContext& context, std::string_view text, bool tainted);

/// An untainted decimal number.
Value Decimal(vm::CallContext& context, int64_t number);

/// `text` with line ends and other control bytes written as Exim prints them:
/// \n, \r, octal \ooo. Tabs stay; bytes above 127 become octal as well unless
/// `keep_high`.
std::string Printable(std::string_view text, bool keep_high);

/// What the MTA handed over for a variable: by its name, or by the environment
/// variable of its name in capitals. Nothing when it said nothing.
std::optional<std::string> HandedOver(vm::CallContext& context,
                                      std::string_view name);

}  // namespace trommel::stdlib::exim
