// SPDX-License-Identifier: MIT
// match: a regular expression inside ${if.
//
// Exim specification, "Expansion conditions". Case counts (write (?i) if it
// must not); success sets $0, $1 … for the strings that follow.
#include "stdlib/shared/exim_regex.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_match;

namespace {

Result<Value> RunMatch(vm::CallContext& context, std::span<const Value> args) {
  Result<bool> matched =
      exim::MatchAndSet(context, args[0], args[1].text(), false);
  if (!matched && matched.error().code == Code::kRun) {
    return Err(Code::kRun, "regular expression error in " +
                               exim::InQuotes(args[1].text()) + ": " +
                               matched.error().text);
  }
  if (!matched) return Err(std::move(matched.error()));
  return Value::Bool(*matched);
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "match",
     "match <subject: string> <pattern: string>",
     "a regular expression is found",
     "${if match{abc}{(b)(c)}{$0-$2}{n}} => bc-c", nullptr, RunMatch},
};

}  // namespace

constinit const Feature exim_cond_match = {"cond_match", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
