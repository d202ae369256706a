// SPDX-License-Identifier: MIT
// matches: regular expressions in a filter.
//
// Exim filter specification, "Matching". A search anywhere in the subject;
// `matches` ignores case, `MATCHES` does not. Success sets $0 to $9.
#include "stdlib/shared/exim_regex.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_conditions_match;

namespace {

using vm::CallContext;

Result<Value> Match(CallContext& context, std::span<const Value> args,
                    bool caseless) {
  Result<bool> matched =
      exim::MatchAndSet(context, args[0], args[1].text(), caseless);
  if (!matched && matched.error().code == Code::kRun) {
    return Err(Code::kRun, "error while compiling regular expression " +
                               exim::InQuotes(args[1].text()) + ": " +
                               matched.error().text);
  }
  if (!matched) return Err(std::move(matched.error()));
  if (context.trace() != nullptr) {
    context.trace()->OnCompare(args[0].text(), args[1].text(), *matched);
  }
  return Value::Bool(*matched);
}

Result<Value> RunMatches(CallContext& context, std::span<const Value> args) {
  return Match(context, args, true);
}

Result<Value> RunMatchesCase(CallContext& context,
                             std::span<const Value> args) {
  return Match(context, args, false);
}

constexpr Row kRows[] = {
    {RowKind::kCondition, "matches", "matches <left: string> <pattern: string>",
     "a regular expression is found, whatever the case",
     "if $h_subject: matches \"^(l)un\" then testprint $1 endif => testprint "
     "\"L\"; keep (implicit)",
     nullptr, RunMatches},
    {RowKind::kCondition, "MATCHES", "MATCHES <left: string> <pattern: string>",
     "a regular expression is found, case counts",
     "if $h_subject: MATCHES \"^l\" then finish endif => keep (implicit)",
     nullptr, RunMatchesCase},
};

}  // namespace

constinit const Feature exim_conditions_match = {"conditions_match", 1,
                                                 Language::kExim, "", kRows};

}  // namespace trommel::stdlib
