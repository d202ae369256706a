// SPDX-License-Identifier: MIT
// variables (RFC 5229): the action `set` and the test `string`. The front end
// compiles `${name}` and `${1}` in strings and stores what `set` yields. Names
// are caseless; `${env.host}` is asked of the row `env` (RowKind::kVariable).
// :lower, :upper and their like change A to Z only, :length counts characters.
// A value is cut to the setting sieve_variables_max_variable_size between
// characters. Deviation: `string` compares by i;ascii-casemap unless told
// otherwise (RFC 5228 section 2.7.3), where Pigeonhole uses i;octet. Limits:
// also limits::kVariables, kVariableNameBytes, kMatchVariables.
#include <algorithm>
#include <string>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/decimal_eval.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

/// Slots of set's usage line.
enum Slot : uint8_t {
  kLower,
  kUpper,
  kLowerFirst,
  kUpperFirst,
  kQuoteWildcard,
  kLength,
  kName,
  kValue,
};

void Conflict(CheckContext& context, Slot a, Slot b, std::string_view names) {
  if (!context.args[a].given || !context.args[b].given) return;
  context.issues->Error(context.args[b].span,
                        std::string(names) + " exclude each other",
                        "keep one of the two");
}

void CheckSet(CheckContext& context) {
  Conflict(context, kLower, kUpper, "\":lower\" and \":upper\"");
  Conflict(context, kLowerFirst, kUpperFirst,
           "\":lowerfirst\" and \":upperfirst\"");
}

/// Puts a backslash before every byte of `special`.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

size_t Characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Applies the modifiers from the highest precedence down (RFC 5229 section 4).
std::string Modified(std::string text, std::span<const Value> args,
                     bool quote_regex) {
  if (args[kLower].boolean()) text = text::Lowered(text);
  if (args[kUpper].boolean()) text = text::Uppered(text);
  if (!text.empty() && args[kLowerFirst].boolean()) {
    text[0] = text::Lower(text[0]);
  }
  if (!text.empty() && args[kUpperFirst].boolean()) {
    text[0] = text::Upper(text[0]);
  }
  if (args[kQuoteWildcard].boolean()) text = Escaped(text, "*?\\");
  if (quote_regex) text = Escaped(text, ".^$*+?()[]{}|\\");
  if (args[kLength].boolean()) text = std::to_string(Characters(text));
  return text;
}

size_t MaxBytes(const vm::Settings& settings) {
  const auto bytes =
      static_cast<uint64_t>(settings.sieve_variables_max_variable_size);
  return std::min<uint64_t>(bytes, limits::kValueBytes);
}

Result<Value> RunSet(vm::CallContext& context, std::span<const Value> args) {
  const Value& value = args[kValue];
  bool quote_regex = LentTag(args.subspan(kValue + 1), "quoteregex").boolean();
  if (quote_regex && args[kQuoteWildcard].boolean()) {
    return Err(Code::kRun,
               "\":quotewildcard\" and \":quoteregex\" exclude each other");
  }
  bool plain =
      !quote_regex && std::none_of(args.begin(), args.begin() + kName,
                                   [](const Value& v) { return v.boolean(); });
  std::string_view source = value.text();
  std::string worked_out;
  if (LentTag(args.subspan(kValue + 1), "eval").boolean()) {
    TRY_ASSIGN(worked_out, EvalDecimal(source));
    source = worked_out;
    plain = false;
  }
  const size_t most = MaxBytes(context.settings());
  if (plain && value.text().size() <= most) return value;
  std::string text = Modified(std::string(source), args, quote_regex);
  text.resize(text::Utf8Prefix(text, most));
  return Value::String(context.arena().Copy(text), value.tainted());
}

void CheckString(CheckContext& context) { CheckMatch(context, 0, 4); }

Result<Value> RunString(vm::CallContext& context, std::span<const Value> args) {
  Matcher matcher(context, args.first(3), args[4].list());
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
     CheckSet, RunSet},
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
