// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_values.h"

#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

char ShortEscape(char c) {
  switch (c) {
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\b':
      return 'b';
    case '\v':
      return 'v';
    case '\f':
      return 'f';
    default:
      return 0;
  }
}

void AppendOctal(unsigned char byte, std::string* out) {
  *out += '\\';
  *out += static_cast<char>('0' + (byte >> 6U));
  *out += static_cast<char>('0' + (byte >> 3U & 7U));
  *out += static_cast<char>('0' + (byte & 7U));
}

}  // namespace

std::string InQuotes(std::string_view text) {
  std::string out = "\"";
  out += text;
  out += '"';
  return out;
}

bool AnyTainted(std::span<const Value> values) {
  for (const Value& value : values) {
    if (value.tainted()) return true;
  }
  return false;
}

Value Copied(vm::CallContext& context, std::string_view text, bool tainted) {
  return Value::String(context.arena().Copy(text), tainted);
}

Value Decimal(vm::CallContext& context, int64_t number) {
  return Copied(context, std::to_string(number), false);
}

std::optional<std::string> HandedOver(vm::CallContext& context,
                                      std::string_view name) {
  if (auto value = context.host().Variable(name)) return value;
  return context.host().Environment(text::Uppered(name));
}

std::string Printable(std::string_view text, bool keep_high) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (byte >= 0x20 && byte < 0x7F) || c == '\t' ||
                 (byte >= 0x80 && keep_high);
    if (plain) {
      out += c;
    } else if (char letter = ShortEscape(c); letter != 0) {
      out += '\\';
      out += letter;
    } else {
      AppendOctal(byte, &out);
    }
  }
  return out;
}

}  // namespace trommel::stdlib::exim
