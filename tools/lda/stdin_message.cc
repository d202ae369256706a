// SPDX-License-Identifier: MIT
#include "tools/lda/stdin_message.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace trommel::lda {
namespace {

constexpr size_t kFirst = size_t{64} << 10U;
constexpr std::string_view kFromLine = "From ";

Failure CannotRead(int error) {
  return Err(Code::kTemporary,
             std::string("cannot read the message: ") + std::strerror(error));
}

}  // namespace

Status StdinMessage::Read() {
  for (;;) {
    if (size_ == capacity_) TRY(Grow());
    const ssize_t n =
        ::read(STDIN_FILENO, bytes_.get() + size_, capacity_ - size_);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return CannotRead(errno);
    if (n == 0) break;
    size_ += static_cast<size_t>(n);
  }
  if (size_ > 0) return {};
  return Err(Code::kTemporary, "there is no message on standard input");
}

Status StdinMessage::Grow() {
  const size_t capacity = std::max(capacity_ * 2, kFirst);
  void* grown = std::realloc(bytes_.get(), capacity);
  if (grown == nullptr) return CannotRead(ENOMEM);
  (void)bytes_.release();
  bytes_.reset(static_cast<char*>(grown));
  capacity_ = capacity;
  return {};
}

std::string_view StdinMessage::bytes() const {
  std::string_view out(bytes_.get(), size_);
  if (!out.starts_with(kFromLine)) return out;
  const size_t end = out.find('\n');
  return end == std::string_view::npos ? out : out.substr(end + 1);
}

}  // namespace trommel::lda
