// SPDX-License-Identifier: MIT
// ${listextract{…}{…}…}, ${listquote{…}{…}}: one item out of a list, one item
// made ready for a list.
//
// Exim specification, "Expansion items". The number wraps at 32 bits, as Exim's
// does; negative ones count from the end, and there is no item 0.
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_list;

namespace {

using vm::CallContext;

std::string_view Digits(std::string_view text) {
  text = text::Trim(text);
  if (text.starts_with('-')) text.remove_prefix(1);
  return text;
}

/// Whatever is empty passes: Exim asks for that only where it does not skip.
Result<Value> RunNumber(CallContext&, std::span<const Value> args) {
  if (std::ranges::all_of(Digits(args[0].text()), text::IsDigit)) {
    return args[0];
  }
  return Err(Code::kRun, "first argument of \"listextract\" must be numeric");
}

Result<Value> RunIndex(CallContext&, std::span<const Value> args) {
  if (!text::Trim(args[0].text()).empty()) return args[0];
  return Err(Code::kRun, "first argument of \"listextract\" must not be empty");
}

Result<Value> RunExtract(CallContext& context, std::span<const Value> args) {
  const bool negative = text::Trim(args[0].text()).starts_with('-');
  uint32_t number = 0;
  for (char c : Digits(args[0].text())) {
    number = number * 10 + static_cast<uint32_t>(c - '0');
  }
  int64_t index = static_cast<int32_t>(negative ? 0 - number : number);
  const Value items = exim::ListItems(context, args[1]);
  const auto count = static_cast<int64_t>(items.list().size());
  if (index < 0) {
    index += count + 1;
    if (index < 0) index = 1;  // as Exim does, but where it comes to 0
  }
  // What Exim makes of a list that is nothing but the choice of a separator.
  const std::string_view list = args[1].text();
  const bool bare = count == 0 && list.find('<') + 1 < list.size() &&
                    list.find('<') != std::string_view::npos;
  if (bare && index > 1) return Value::String("<");
  if (index < 1 || index > count) return Value::Nil();
  return items.list()[static_cast<size_t>(index - 1)];
}

Result<Value> RunQuote(CallContext& context, std::span<const Value> args) {
  const std::string_view separator = args[0].text();
  const std::string_view item = args[1].text();
  if (item.empty()) return Value::String(" ");
  if (separator.empty()) return args[1];
  return exim::Copied(context, exim::ListQuoted(item, separator[0]),
                      args[1].tainted());
}

constexpr Row kRows[] = {
    {RowKind::kLookup, "listextract",
     "listextract <number: string> <list: string>",
     "the item of a list with this number",
     "${listextract{-2}{a:b:c}{<$value>}{none}} => <b>", nullptr, RunExtract},
    {.kind = RowKind::kItem,
     .name = "listextract number",
     .usage = "number <text: string>",
     .summary = "the number of listextract, digits or nothing",
     .example = "${listextract{ 2 }{a:b:c}} => b",
     .run = RunNumber,
     .eager = true},
    {RowKind::kItem, "listextract index", "index <text: string>",
     "the number of listextract, not empty",
     "${listextract{${eval:1+2}}{a:b:c}} => c", nullptr, RunIndex},
    {RowKind::kItem,
     "listquote",
     "listquote <separator: string> <item: string>",
     "each separator doubled; a blank for nothing",
     "${listquote{:}{a:b}} => a::b",
     nullptr,
     RunQuote,
     {},
     true},
};

}  // namespace

constinit const Feature exim_item_list = {"item_list", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
