// SPDX-License-Identifier: MIT
#include "tools/common/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "interp/text/ascii.h"
#include "interp/text/utf8.h"

namespace trommel {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr size_t kBlock = size_t{16} << 10U;

// 0 or the errno of the failure.
int WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return 0;
}

}  // namespace

Output::~Output() { Drain(); }

void Output::Write(std::string_view text) {
  if (buffer_.empty()) buffer_.reserve(kBlock);
  buffer_ += text;
  if (buffer_.size() >= kBlock) Drain();
}

void Output::Drain() {
  if (error_ == 0) error_ = WriteAll(descriptor_, buffer_);
  buffer_.clear();
}

Status Output::Flush() {
  Drain();
  if (error_ == 0 || error_ == EPIPE) return {};
  return Err(Code::kIo,
             std::string("cannot write the output: ") + std::strerror(error_));
}

void Complain(std::string_view program, std::string_view text) {
  std::string line(program);
  line += ": ";
  line += text;
  line += '\n';
  WriteAll(STDERR_FILENO, line);
}

namespace {

// What turns the direction of text or breaks a line: U+200E, U+200F, U+2028 to
// U+202E, U+2066 to U+2069.
bool IsInvisibleTurn(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(character[2]);
  if (character[1] == '\x80') {
    return last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE);
  }
  return character[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

// C0, DEL and C1 (U+0080 to U+009F, in UTF-8).
bool IsControl(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return first < 0x20 || first == 0x7F ||
         (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

}  // namespace

void AppendPrintable(std::string_view text, std::string* out) {
  for (size_t at = 0; at < text.size();) {
    const text::Utf8Step step = text::NextUtf8(text, at);
    const std::string_view character = text.substr(at, step.length);
    at += step.length;
    if (!step.valid) {
      *out += kReplacement;
    } else if (text::IsSpace(character[0])) {
      *out += ' ';
    } else if (IsControl(character) || IsInvisibleTurn(character)) {
      *out += '?';
    } else {
      *out += character;
    }
  }
}

std::string_view FirstCharacters(std::string_view text, size_t count) {
  size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    at += text::NextUtf8(text, at).length;
  }
  return text.substr(0, at);
}

}  // namespace trommel
