// SPDX-License-Identifier: MIT
// ${expand:…}: expands what a string expands to.
//
// Exim specification, "Expansion operators". The one place where a string is
// expanded twice: so a tainted one is refused (Exim 4.94 and later).
#include <string>
#include <utility>

#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_expand;

namespace {

Result<Value> RunExpand(vm::CallContext& context, std::span<const Value> args) {
  Result<Value> value = context.Expand(args[0]);
  if (value) return value;
  Error error = std::move(value.error());
  if (error.code == Code::kRun || error.code == Code::kForced) {
    error.text = "internal expansion of " + exim::InQuotes(args[0].text()) +
                 " failed: " + error.text;
  }
  return Err(std::move(error));
}

constexpr Row kRows[] = {
    {RowKind::kOperator, "expand", "expand <text: string>",
     "what the text expands to; text from outside is refused",
     "${expand:\\${uc:a\\}} => A", nullptr, RunExpand},
};

}  // namespace

constinit const Feature exim_op_expand = {"op_expand", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
