// SPDX-License-Identifier: MIT
// variables (RFC 5229): the action `set` and the test `string`. The front end
// compiles `${name}` and `${1}` in strings and stores what `set` yields. Names
// are caseless; there are no namespaces. :lower, :upper and their like change A
// to Z only, :length counts characters. A value is cut to
// limits::kVariableBytes between characters. Deviation: `string` compares by
// i;ascii-casemap unless told otherwise (RFC 5228 section 2.7.3), where
// Pigeonhole uses i;octet. Limits: also limits::kVariables, kVariableNameBytes,
// kMatchVariables.
#include <algorithm>
#include <string>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/notify_uri.h"

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
                     bool quote_regex, bool encode_url) {
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
  if (encode_url) text = EncodeUrl(text);
  if (args[kLength].boolean()) text = std::to_string(Characters(text));
  return text;
}

Result<Value> RunSet(vm::CallContext& context, std::span<const Value> args) {
  const Value& value = args[kValue];
  const std::span<const Value> lent = args.subspan(kValue + 1);
  bool quote_regex = LentTag(lent, "quoteregex").boolean();
  bool encode_url = LentTag(lent, "encodeurl").boolean();
  if (quote_regex && args[kQuoteWildcard].boolean()) {
    return Err(Code::kRun,
               "\":quotewildcard\" and \":quoteregex\" exclude each other");
  }
  bool plain = !quote_regex && !encode_url &&
               std::none_of(args.begin(), args.begin() + kName,
                            [](const Value& v) { return v.boolean(); });
  if (plain && value.text().size() <= limits::kVariableBytes) return value;
  std::string text =
      Modified(std::string(value.text()), args, quote_regex, encode_url);
  text.resize(text::Utf8Prefix(text, limits::kVariableBytes));
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
