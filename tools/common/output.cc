// SPDX-License-Identifier: MIT
#include "tools/common/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "interp/text/ascii.h"
#include "tools/common/utf8.h"

namespace trommel {
namespace {

constexpr size_t kBlock = size_t{64} << 10U;

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

void AppendPrintable(std::string_view text, std::string* out) {
  while (!text.empty()) {
    const Utf8Character c = DecodeUtf8(text);
    if (!c.valid) {
      *out += kReplacement;
    } else if (c.size == 1 && text::IsSpace(text[0])) {
      *out += ' ';
    } else if (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0)) {
      *out += '?';
    } else {
      *out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
}

std::string_view FirstCharacters(std::string_view text, size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) {
    rest.remove_prefix(DecodeUtf8(rest).size);
  }
  return text.substr(0, text.size() - rest.size());
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(DecodeUtf8(text).size);
  return count;
}

}  // namespace trommel
