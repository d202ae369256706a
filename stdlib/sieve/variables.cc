// SPDX-License-Identifier: MIT
// variables (RFC 5229): the action `set` and the test `string`. The front end
// compiles `${name}` and `${1}` in strings and stores what `set` yields. Names
// are caseless; `${env.host}` is asked of the row `env` (RowKind::kVariable).
// :lower, :upper and their like change A to Z only, :length counts characters.
// A value is cut to the setting sieve_variables_max_variable_size between
// characters. Deviation: `string` compares by i;ascii-casemap unless told
// otherwise (RFC 5228 section 2.7.3), where Pigeonhole uses i;octet. Limits:
// also limits::kVariables, kVariableNameBytes, kMatchVariables.
#include <string>
#include <utility>

#include "stdlib/shared/decimal_eval.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/set_modifiers.h"

namespace trommel::stdlib {
namespace {

/// Slots of set's usage line, after the modifiers.
enum Slot : uint8_t { kName = kModifiers, kValue };

Result<Value> RunSet(vm::CallContext& context, std::span<const Value> args) {
  const Value& value = args[kValue];
  const std::span<const Value> lent = args.subspan(kValue + 1);
  const size_t most = VariableBytes(context.settings());
  const bool plain = !HasModifiers(args, lent);
  if (plain && value.text().size() <= most) return value;
  std::string text(value.text());
  if (LentTag(lent, "eval").boolean()) {
    TRY_ASSIGN(text, EvalDecimal(text));
  }
  TRY_ASSIGN(text, Modified(std::move(text), args, lent, most));
  return Value::String(context.arena().Copy(text), value.tainted());
}

void CheckString(CheckContext& context) { CheckMatch(context, 0, 4); }

Result<Value> RunString(vm::CallContext& context, std::span<const Value> args) {
  Matcher matcher(context, args.first<3>(), args[4].list());
  for (const Value& source : args[3].list()) {
    if (matcher.counts() && source.text().empty()) continue;
    TRY_ASSIGN(bool matched, matcher.Add(source.text(), source.tainted()));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kItem, "set",
     "set [:lower] [:upper] [:lowerfirst] [:upperfirst] [:quotewildcard] "
     "[:length] <variable: string> <value: string>",
     "gives a variable a value, changed by the tags",
     "set :upper \"a\" \"dev\"; fileinto \"${a}\"; => fileinto \"DEV\"",
     CheckModifiers, RunSet},
    {RowKind::kTest, "string",
     "string [COMPARATOR] [MATCH-TYPE] <source: string-list> <key-list: "
     "string-list>",
     "compares strings, which may hold variables, with keys; :count counts "
     "those that are not empty",
     "set \"a\" \"dev\"; if string :is \"${a}\" \"dev\" { discard; } "
     "=> discard",
     CheckString, RunString},
};

}  // namespace

extern const Feature sieve_variables;
const Feature sieve_variables = {"variables", 1, Language::kSieve, "variables",
                                 kRows};

}  // namespace trommel::stdlib
