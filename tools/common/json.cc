// SPDX-License-Identifier: MIT
#include "tools/common/json.h"

#include "interp/text/utf8.h"

namespace trommel {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kHex = "0123456789abcdef";

bool Plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' &&
         static_cast<unsigned char>(c) < 0x80;
}

void AppendEscape(char c, std::string* out) {
  *out += '\\';
  switch (c) {
    case '"':
    case '\\':
      *out += c;
      return;
    case '\n':
      *out += 'n';
      return;
    case '\r':
      *out += 'r';
      return;
    case '\t':
      *out += 't';
      return;
  }
  *out += "u00";
  *out += kHex[static_cast<unsigned char>(c) >> 4U];
  *out += kHex[static_cast<unsigned char>(c) & 15U];
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  *out += '"';
  while (!text.empty()) {
    size_t plain = 0;
    while (plain < text.size() && Plain(text[plain])) ++plain;
    *out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const text::Utf8Step step = text::NextUtf8(text, 0);
    if (!step.valid) {
      *out += kReplacement;
    } else if (step.length > 1) {
      *out += text.substr(0, step.length);
    } else {
      AppendEscape(text[0], out);
    }
    text.remove_prefix(step.length);
  }
  *out += '"';
}

void JsonWriter::Next() {
  if (!first_) *out_ += ',';
  first_ = false;
}

void JsonWriter::Key(std::string_view key) {
  Next();
  AppendJsonString(key, out_);
  *out_ += ':';
}

void JsonWriter::Push(char bracket) {
  *out_ += bracket;
  first_ = true;
}

void JsonWriter::Close(char bracket) {
  *out_ += bracket;
  first_ = false;
}

void JsonWriter::Text(std::string_view key, std::string_view value) {
  Key(key);
  AppendJsonString(value, out_);
}

void JsonWriter::Text(std::string_view value) {
  Next();
  AppendJsonString(value, out_);
}

void JsonWriter::Number(std::string_view key, int64_t value) {
  Key(key);
  *out_ += std::to_string(value);
}

void JsonWriter::Flag(std::string_view key, bool value) {
  Key(key);
  *out_ += value ? "true" : "false";
}

void JsonWriter::Null(std::string_view key) {
  Key(key);
  *out_ += "null";
}

void JsonWriter::Any(std::string_view key, const Value& value) {
  Key(key);
  first_ = true;
  Any(value);
}

void JsonWriter::Any(const Value& value) {
  Next();
  switch (value.type()) {
    case Type::kNil:
      *out_ += "null";
      return;
    case Type::kBool:
      *out_ += value.boolean() ? "true" : "false";
      return;
    case Type::kInt:
      *out_ += std::to_string(value.number());
      return;
    case Type::kString:
      AppendJsonString(value.text(), out_);
      return;
    case Type::kList:
      break;
  }
  // A list in a list is never deeper than the machine makes it: one level.
  Push('[');
  for (const Value& item : value.list()) Any(item);
  Close(']');
}

}  // namespace trommel
