// SPDX-License-Identifier: MIT
// Preview.
#include "interp/program/listing_preview.h"

#include "interp/program/listing_words.h"

namespace trommel::listing {
namespace {

std::string PreviewText(std::string_view text) {
  constexpr size_t kMost = 40;
  std::string out;
  AppendQuoted(out, text.substr(0, kMost));
  if (text.size() > kMost) out += "...";
  return out;
}

}  // namespace

std::string Preview(const Value& value) {
  switch (value.type()) {
    case Type::kNil:
      return "nil";
    case Type::kBool:
      return value.boolean() ? "true" : "false";
    case Type::kInt:
      return std::to_string(value.number());
    case Type::kString:
      return PreviewText(value.text());
    case Type::kList:
      return "[" + PreviewAll(value.list()) + "]";
  }
  return {};
}

std::string PreviewAll(std::span<const Value> values) {
  constexpr size_t kMost = 120;
  std::string out;
  for (const Value& value : values) {
    if (!out.empty()) out += ' ';
    if (out.size() > kMost) return out + "...";
    out += Preview(value);
  }
  return out;
}

}  // namespace trommel::listing
