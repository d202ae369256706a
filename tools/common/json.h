// SPDX-License-Identifier: MIT
// Json: writes JSON straight into a string, always valid UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "interp/program/value.h"

namespace trommel {

/// Appends `text` quoted and escaped (RFC 8259); invalid bytes become U+FFFD.
void AppendJsonString(std::string_view text, std::string* out);

/// Writes commas and brackets; the caller keeps them balanced. Appends to
/// `out`, which outlives it.
///
/// Example: JsonWriter w(&s); w.Open('{'); w.Text("name", "x"); w.Close('}');
class JsonWriter {
 public:
  explicit JsonWriter(std::string* out) : out_(out) {}
  /// Opens '{' or '[' as the next element, or as the member `key`.
  void Open(char bracket) {
    Next();
    Push(bracket);
  }
  void Open(std::string_view key, char bracket) {
    Key(key);
    Push(bracket);
  }
  void Close(char bracket);
  void Text(std::string_view key, std::string_view value);
  void Text(std::string_view value);
  void Number(std::string_view key, int64_t value);
  void Flag(std::string_view key, bool value);
  void Null(std::string_view key);
  void Any(std::string_view key, const Value& value);
  void Any(const Value& value);

 private:
  void Next();
  void Key(std::string_view key);
  void Push(char bracket);
  std::string* out_;
  bool first_ = true;
};

}  // namespace trommel
