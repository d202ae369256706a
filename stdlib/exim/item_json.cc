// SPDX-License-Identifier: MIT
// ${extract json{…}{…}…}, ${extract jsons{…}{…}…}, and the lists of
// forany_json, forall_json and their kin with jsons.
//
// Exim specification, "Expansion items", "Expansion conditions". jsons takes
// the quotes off a string; escapes in it stay. Where forany_json gets no array,
// release 4.96 crashes; we say what is missing.
#include <algorithm>
#include <optional>
#include <vector>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_json.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_json;

namespace {

using vm::CallContext;
using Found = std::optional<std::string_view>;

bool IsNumber(std::string_view key) {
  if (key.starts_with('-')) key.remove_prefix(1);
  return std::ranges::all_of(key, text::IsDigit);
}

Result<Found> Element(std::string_view key, std::string_view json) {
  const bool negative = key.starts_with('-');
  uint32_t number = 0;
  for (char c : key.substr(negative ? 1 : 0)) {
    number = number * 10 + static_cast<uint32_t>(c - '0');
  }
  auto index = static_cast<int32_t>(negative ? 0 - number : number);
  TRY_ASSIGN(std::string_view list, exim::UnwrapJson(json, exim::kJsonArray));
  if (index <= 0) {
    return Err(Code::kRun,
               "first argument of \"extract\" must be greater than zero");
  }
  Found item;
  do item = exim::NextJson(&list);
  while (item && --index > 0);
  while (item && text::IsSpace(item->back())) item->remove_suffix(1);
  return item;
}

Result<Found> Member(std::string_view key, std::string_view json) {
  TRY_ASSIGN(std::string_view list, exim::UnwrapJson(json, exim::kJsonObject));
  while (Found item = exim::NextJson(&list)) {
    std::string_view value;
    TRY_ASSIGN(std::string_view name,
               exim::UnwrapJson(*item, exim::kJsonKey, &value));
    if (name != key) continue;
    while (!value.empty() && text::IsSpace(value[0])) value.remove_prefix(1);
    if (!value.starts_with(':')) {
      return Err(Code::kRun, "missing object value-separator for extract json");
    }
    value.remove_prefix(1);
    while (!value.empty() && text::IsSpace(value[0])) value.remove_prefix(1);
    return value;
  }
  return Found();
}

Result<Value> Extracted(std::span<const Value> args, bool strings) {
  const std::string_view key = text::Trim(args[0].text());
  TRY_ASSIGN(Found found, IsNumber(key) ? Element(key, args[1].text())
                                        : Member(key, args[1].text()));
  if (!found) return Value::Nil();
  if (strings) {
    TRY_ASSIGN(*found, exim::UnwrapJson(*found, exim::kJsonString));
  }
  return Value::String(*found, args[1].tainted());
}

/// Exim takes what is wrong with the text for a missing brace when a header
/// name could have swallowed one.
template <bool strings>
Result<Value> RunExtract(CallContext&, std::span<const Value> args) {
  Result<Value> value = Extracted(args, strings);
  const bool swallowed =
      !value && !args[2].is_nil() && value.error().text.starts_with("missing ");
  if (swallowed) return Err(Code::kRun, std::string(args[2].text()));
  return value;
}

Result<Value> RunItems(CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(std::string_view list,
             exim::UnwrapJson(args[0].text(), exim::kJsonArray));
  std::vector<Value> items;
  while (Found item = exim::NextJson(&list)) {
    items.push_back(Value::String(*item, args[0].tainted()));
  }
  std::span<Value> out = context.arena().Array<Value>(items.size());
  std::ranges::copy(items, out.begin());
  return Value::List(out);
}

Result<Value> RunString(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(std::string_view text,
             exim::UnwrapJson(args[0].text(), exim::kJsonString));
  return Value::String(text, args[0].tainted());
}

constexpr Row kRows[] = {
    {RowKind::kLookup, "extract json",
     "extract_json <key: string> <text: string> [<error: string>]",
     "a member of a JSON object, or an element of an array by its number",
     "${extract json{b}{\\{\"a\":1,\"b\":\"x\"\\}}} => \"x\"", nullptr,
     RunExtract<false>},
    {RowKind::kLookup, "extract jsons",
     "extract_jsons <key: string> <text: string> [<error: string>]",
     "the same, of strings without their quotes",
     "${extract jsons{2}{[\"a\",\"b\"]}} => b", nullptr, RunExtract<true>},
    {RowKind::kSource, "json", "json <array: string>",
     "the elements of a JSON array",
     "testprint \"${if forany_json{[1,2]}{eq{$item}{2}}{y}{n}}\" => "
     "testprint \"y\"; keep (implicit)",
     nullptr, RunItems},
    {RowKind::kStep, "json_string", "json_string <text: string>",
     "a JSON string without its quotes",
     "${if forany_jsons{[\"a\",\"b\"]}{eq{$item}{b}}{y}{n}} => y", nullptr,
     RunString},
};

}  // namespace

constinit const Feature exim_item_json = {"item_json", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
