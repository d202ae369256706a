// SPDX-License-Identifier: MIT
// Words of listings: quoting and LineReader.
#include "interp/program/listing_words.h"

#include <algorithm>
#include <charconv>

namespace trommel::listing {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte > 0x7E) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

void AppendName(std::string& out, std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsWordByte)) {
    AppendQuoted(out, text);
  } else {
    out += text;
  }
}

void LineReader::Fail(std::string why) {
  if (why_.empty()) why_ = std::move(why);
  rest_ = {};
}

void LineReader::Blanks() {
  size_t blanks = rest_.find_first_not_of(" \t\r");
  rest_.remove_prefix(std::min(blanks, rest_.size()));
}

bool LineReader::AtEnd() {
  Blanks();
  return rest_.empty() || rest_.front() == ';';
}

std::string_view LineReader::Word() {
  Blanks();
  auto end = std::find_if_not(rest_.begin(), rest_.end(), IsWordByte);
  auto size = static_cast<size_t>(end - rest_.begin());
  if (size == 0) Fail("a word is missing");
  std::string_view word = rest_.substr(0, size);
  rest_.remove_prefix(word.size());
  return word;
}

std::string LineReader::Name() {
  Blanks();
  return rest_.starts_with('"') ? Quoted() : std::string(Word());
}

void LineReader::Escape(std::string& out) {
  if (rest_.starts_with('"') || rest_.starts_with('\\')) {
    out += rest_.front();
    rest_.remove_prefix(1);
    return;
  }
  unsigned byte = 0;
  const char* digits = rest_.data() + 1;
  if (!rest_.starts_with('x') || rest_.size() < 3 ||
      std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2) {
    return Fail("bad escape in a string");
  }
  out += static_cast<char>(byte);
  rest_.remove_prefix(3);
}

std::string LineReader::Quoted() {
  std::string out;
  Expect('"');
  while (!failed()) {
    size_t plain = rest_.find_first_of("\"\\");
    if (plain == std::string_view::npos) {
      Fail("a string has no end");
      return {};
    }
    char stop = rest_[plain];
    out += rest_.substr(0, plain);
    rest_.remove_prefix(plain + 1);
    if (stop == '"') return out;
    Escape(out);
  }
  return {};
}

uint64_t LineReader::Number(uint64_t most) {
  std::string_view word = Word();
  int base = 10;
  if (word.starts_with("0x")) {
    base = 16;
    word.remove_prefix(2);
  }
  uint64_t number = 0;
  const char* end = word.data() + word.size();
  auto [stop, error] = std::from_chars(word.data(), end, number, base);
  if (error != std::errc() || stop != end || number > most) {
    Fail("bad number");
    return 0;
  }
  return number;
}

int64_t LineReader::Signed() {
  std::string_view word = Word();
  int64_t number = 0;
  const char* end = word.data() + word.size();
  auto [stop, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || stop != end) {
    Fail("bad number");
    return 0;
  }
  return number;
}

bool LineReader::Eat(char c) {
  Blanks();
  if (!rest_.starts_with(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

void LineReader::Expect(char c) {
  if (!Eat(c)) Fail(std::string("expected ") + c);
}

void LineReader::Expect(std::string_view word) {
  if (Word() != word) Fail("expected " + std::string(word));
}

}  // namespace trommel::listing
