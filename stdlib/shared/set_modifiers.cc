// SPDX-License-Identifier: MIT
#include "stdlib/shared/set_modifiers.h"

#include <algorithm>
#include <string_view>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/notify_uri.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kQuotes =
    "\":quotewildcard\" and \":quoteregex\" exclude each other";

void Conflict(CheckContext& context, bool both, Span span,
              std::string_view what) {
  if (!both) return;
  context.issues->Error(span, std::string(what), "keep one of the two");
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

bool QuotesRegex(std::span<const Value> lent) {
  return LentTag(lent, "quoteregex").boolean();
}

}  // namespace

void CheckModifiers(CheckContext& context) {
  const std::span<const BoundArg> args = context.args;
  Conflict(context, args[kLower].given && args[kUpper].given, args[kUpper].span,
           "\":lower\" and \":upper\" exclude each other");
  Conflict(context, args[kLowerFirst].given && args[kUpperFirst].given,
           args[kUpperFirst].span,
           "\":lowerfirst\" and \":upperfirst\" exclude each other");
  Conflict(context,
           args[kQuoteWildcard].given && context.Lent("quoteregex") != nullptr,
           args[kQuoteWildcard].span, kQuotes);
}

bool HasModifiers(std::span<const Value> args, std::span<const Value> lent) {
  return !lent.empty() ||
         std::any_of(args.begin(), args.begin() + kModifiers,
                     [](const Value& v) { return v.boolean(); });
}

size_t VariableBytes(const vm::Settings& settings) {
  const auto bytes =
      static_cast<uint64_t>(settings.sieve_variables_max_variable_size);
  return std::min<uint64_t>(bytes, limits::kValueBytes);
}

Result<std::string> Modified(std::string text, std::span<const Value> args,
                             std::span<const Value> lent, size_t most) {
  if (args[kQuoteWildcard].boolean() && QuotesRegex(lent)) {
    return Err(Code::kRun, std::string(kQuotes));
  }
  if (args[kLower].boolean()) text = text::Lowered(text);
  if (args[kUpper].boolean()) text = text::Uppered(text);
  if (!text.empty() && args[kLowerFirst].boolean()) {
    text[0] = text::Lower(text[0]);
  }
  if (!text.empty() && args[kUpperFirst].boolean()) {
    text[0] = text::Upper(text[0]);
  }
  if (args[kQuoteWildcard].boolean()) text = Escaped(text, "*?\\");
  if (QuotesRegex(lent)) text = Escaped(text, ".^$*+?()[]{}|\\");
  if (LentTag(lent, "encodeurl").boolean()) text = EncodeUrl(text);
  if (args[kLength].boolean()) text = std::to_string(Characters(text));
  text.resize(text::Utf8Prefix(text, most));
  return text;
}

}  // namespace trommel::stdlib
