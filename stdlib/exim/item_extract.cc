// SPDX-License-Identifier: MIT
// ${extract{key}{…}}, ${extract{number}{separators}{…}}, ${env{…}}.
//
// Exim specification, "Expansion items". The front end tells the two kinds of
// extract apart and picks the yes or no string; nil means no.
// - A named extract reads `key=value` pairs between white space; a value may be
//   in double quotes with escapes. Keys compare caseless.
// - A numbered one splits at every separator; 0 is the whole string, negative
//   numbers count from the end.
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_extract;

namespace {

using vm::CallContext;

void SkipSpace(std::string_view* text) {
  while (!text->empty() && text::IsSpace(text->front())) text->remove_prefix(1);
}

/// A value taken off the front of `text`: quoted, or up to white space.
std::string TakeValue(std::string_view* text) {
  std::string out;
  if (!text->starts_with('"')) {
    size_t size = 0;
    while (size < text->size() && !text::IsSpace((*text)[size])) ++size;
    out = text->substr(0, size);
    text->remove_prefix(size);
    return out;
  }
  text->remove_prefix(1);
  while (!text->empty() && text->front() != '"') {
    if (text->front() == '\\' && text->size() > 1) text->remove_prefix(1);
    out += text->front();
    text->remove_prefix(1);
  }
  if (!text->empty()) text->remove_prefix(1);
  return out;
}

std::optional<std::string> Named(std::string_view key, std::string_view text) {
  for (SkipSpace(&text); !text.empty(); SkipSpace(&text)) {
    size_t size = 0;
    while (size < text.size() && text[size] != '=' &&
           !text::IsSpace(text[size])) {
      ++size;
    }
    bool same = text::EqualsCaseless(text.substr(0, size), key);
    text.remove_prefix(size);
    SkipSpace(&text);
    if (text.starts_with('=')) text.remove_prefix(1);
    SkipSpace(&text);
    std::string value = TakeValue(&text);
    if (same) return value;
  }
  return std::nullopt;
}

Result<Value> RunExtract(CallContext& context, std::span<const Value> args) {
  std::string_view key = text::Trim(args[0].text());
  if (key.empty()) {
    return Err(Code::kRun, "first argument of \"extract\" must not be empty");
  }
  std::optional<std::string> value = Named(key, args[1].text());
  if (!value) return Value::Nil();
  return exim::Copied(context, *value, args[1].tainted());
}

/// A field number, which wraps at 32 bits, or nothing when the text is none.
std::optional<int64_t> FieldNumber(std::string_view text) {
  text = text::Trim(text);
  bool negative = text.starts_with('-');
  if (text.empty()) return std::nullopt;
  if (negative) text.remove_prefix(1);
  uint32_t value = 0;
  for (char c : text) {
    if (!text::IsDigit(c)) return std::nullopt;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  return static_cast<int32_t>(negative ? 0 - value : value);
}

int64_t CountFields(std::string_view text, std::string_view separators) {
  int64_t count = 1;
  for (char c : text) {
    if (separators.find(c) != std::string_view::npos) ++count;
  }
  return count;
}

std::optional<std::string_view> Numbered(int64_t number,
                                         std::string_view separators,
                                         std::string_view text) {
  if (number == 0) return text;
  if (number < 0) number += CountFields(text, separators) + 1;
  if (number <= 0) return std::nullopt;
  for (; number > 1; --number) {
    size_t at = text.find_first_of(separators);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + 1);
  }
  return text.substr(0, text.find_first_of(separators));
}

Result<Value> RunExtractNumber(CallContext&, std::span<const Value> args) {
  std::optional<int64_t> number = FieldNumber(args[0].text());
  if (!number) return Value::Nil();
  std::optional<std::string_view> field =
      Numbered(*number, args[1].text(), args[2].text());
  if (!field) return Value::Nil();
  return Value::String(*field, args[2].tainted());
}

Result<Value> RunEnv(CallContext& context, std::span<const Value> args) {
  std::optional<std::string> value = context.host().Environment(args[0].text());
  if (!value) return Value::Nil();
  return context.TaintedCopy(*value);
}

constexpr Row kRows[] = {
    {RowKind::kLookup, "extract", "extract <key: string> <text: string>",
     "the value of a key among key=value pairs",
     "${extract{uid}{uid=1984 gid=2001}} => 1984", nullptr, RunExtract},
    {RowKind::kLookup, "extract number",
     "extract_number <number: string> <separators: string> <text: string>",
     "a field between separators", "${extract{2}{:}{a:b:c}} => b", nullptr,
     RunExtractNumber},
    {RowKind::kLookup, "env", "env <name: string>",
     "an environment variable that filters may see",
     "${env{NOT_SET}{yes}{no}} => no", nullptr, RunEnv},
};

}  // namespace

constinit const Feature exim_item_extract = {"item_extract", 2, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
