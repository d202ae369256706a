// SPDX-License-Identifier: MIT
#include "stdlib/shared/json_reader.h"

#include <cstdint>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::stdlib {
namespace {

constexpr int kMostLevels = 512;

bool IsNumberByte(char c) {
  return text::IsDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' ||
         c == 'E';
}

/// Reads once from front to back; a function is false at the first error.
class Reader {
 public:
  Reader(std::string_view text, std::span<const std::string> path)
      : text_(text), path_(path) {}

  JsonElement Read() {
    Blanks();
    const char first = Peek();
    JsonElement out;
    out.sound = (first == '{' || first == '[') && Element(0, nullptr, true);
    Blanks();
    out.sound = out.sound && at_ == text_.size();
    if (out.sound) out.value = found_;
    return out;
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Eat(char c) {
    if (Peek() != c || at_ == text_.size()) return false;
    ++at_;
    return true;
  }
  void Blanks() {
    while (Peek() == ' ' || Peek() == '\t' || Peek() == '\n' || Peek() == '\r')
      ++at_;
  }

  /// One element. `out` takes its text; `on_path` tells that the path has led
  /// here in `level` steps.
  bool Element(size_t level, std::string* out, bool on_path) {
    std::string text;
    const bool here = on_path && level == path_.size();
    if (here) out = &text;
    if (++depth_ > kMostLevels) return false;
    Blanks();
    const bool quoted = Peek() == '"';
    const bool read = Peek() == '{'   ? Members(level, out, on_path && !here)
                      : Peek() == '[' ? Items(level, out, on_path && !here)
                      : quoted        ? String(out, here)
                                      : Word(out);
    --depth_;
    if (read && here) found_ = text;
    return read;
  }

  bool Members(size_t level, std::string* out, bool on_path) {
    ++at_;
    if (out != nullptr) *out += '{';
    Blanks();
    for (bool first = true; !Eat('}'); first = false) {
      if (!first && !Comma(out)) return false;
      Blanks();
      std::string name;
      const size_t begin = at_;
      if (Peek() != '"' || !String(&name, true)) return false;
      if (out != nullptr) out->append(text_.substr(begin, at_ - begin));
      Blanks();
      if (!Eat(':')) return false;
      if (out != nullptr) *out += ": ";
      const bool wanted = on_path && name == path_[level];
      if (!Element(level + 1, out, wanted)) return false;
      Blanks();
    }
    if (out != nullptr) *out += '}';
    return true;
  }

  bool Items(size_t level, std::string* out, bool on_path) {
    ++at_;
    if (out != nullptr) *out += '[';
    Blanks();
    for (size_t index = 0; !Eat(']'); ++index) {
      if (index > 0 && !Comma(out)) return false;
      const bool wanted = on_path && std::to_string(index) == path_[level];
      if (!Element(level + 1, out, wanted)) return false;
      Blanks();
    }
    if (out != nullptr) *out += ']';
    return true;
  }

  bool Comma(std::string* out) {
    if (!Eat(',')) return false;
    if (out != nullptr) *out += ", ";
    return true;
  }

  /// A string: as it is written, or what it means.
  bool String(std::string* out, bool meaning) {
    const size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') {
        if (!Escape(meaning ? out : nullptr)) return false;
      } else {
        if (meaning && out != nullptr) *out += c;
        ++at_;
      }
    }
    if (!Eat('"')) return false;
    if (!meaning && out != nullptr) {
      out->append(text_.substr(begin, at_ - begin));
    }
    return true;
  }

  bool Escape(std::string* out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    const size_t which = kLetters.find(Peek());
    if (at_ < text_.size() && which != std::string_view::npos) {
      if (out != nullptr) *out += kMeanings[which];
      ++at_;
      return true;
    }
    uint32_t code = 0;
    if (!Hex(&code)) return false;
    constexpr uint32_t kHigh = 0xD800;
    constexpr uint32_t kLow = 0xDC00;
    constexpr uint32_t kEnd = 0xE000;
    if (code >= kLow && code < kEnd) return false;
    if (code >= kHigh && code < kLow) {
      uint32_t low = 0;
      if (!Eat('\\') || !Hex(&low) || low < kLow || low >= kEnd) return false;
      code = 0x10000 + ((code - kHigh) << 10U) + (low - kLow);
    }
    if (out != nullptr) text::AppendUtf8(code, out);
    return true;
  }

  /// `uXXXX`.
  bool Hex(uint32_t* code) {
    if (!Eat('u')) return false;
    for (int i = 0; i < 4; ++i) {
      const int digit = text::HexDigit(Peek());
      if (digit < 0 || at_ == text_.size()) return false;
      *code = *code << 4U | static_cast<uint32_t>(digit);
      ++at_;
    }
    return true;
  }

  /// A number, true, false or null.
  bool Word(std::string* out) {
    const size_t begin = at_;
    while (text::IsAlnum(Peek()) || IsNumberByte(Peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (out != nullptr) *out += word;
    if (word == "true" || word == "false" || word == "null") return true;
    const std::string_view digits = word.substr(word.starts_with('-') ? 1 : 0);
    if (digits.empty() || !text::IsDigit(digits[0])) return false;
    for (char c : word) {
      if (!IsNumberByte(c)) return false;
    }
    return true;
  }

  std::string_view text_;
  std::span<const std::string> path_;
  size_t at_ = 0;
  int depth_ = 0;
  std::optional<std::string> found_;
};

}  // namespace

JsonElement SelectJson(std::string_view text,
                       std::span<const std::string> path) {
  return Reader(text, path).Read();
}

}  // namespace trommel::stdlib
