// SPDX-License-Identifier: MIT
// The buffer of a Window: moved to the front, grown, shrunk.
#include "tools/mailbox/window.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <system_error>

namespace trommel::mailbox {

std::string SystemReason(std::string_view what, const std::string& path) {
  std::string reason = std::generic_category().message(errno);
  return std::string(what) + " " + path + ": " + reason;
}

void Window::Free::operator()(char* bytes) const { std::free(bytes); }

Window::~Window() { Close(); }

void Window::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

Status Window::Open(const std::string& path) {
  Close();
  begin_ = size_ = 0;
  offset_ = file_size_ = 0;
  failed_ = false;
  path_ = path;
  fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat info;
  if (fd_ < 0 || fstat(fd_, &info) != 0) {
    return Err(Code::kNoInput, SystemReason("cannot open", path));
  }
  if (S_ISREG(info.st_mode)) file_size_ = static_cast<uint64_t>(info.st_size);
  if (capacity_ != kWindowBytes) Resize(kWindowBytes);
  return {};
}

void Window::Resize(size_t capacity) {
  char* grown = static_cast<char*>(std::realloc(buffer_.release(), capacity));
  if (grown == nullptr) throw std::bad_alloc();
  buffer_.reset(grown);
  capacity_ = capacity;
}

void Window::MakeRoom() {
  if (begin_ > 0) {
    std::memmove(buffer_.get(), mutable_data(), size_);
    begin_ = 0;
  }
  if (size_ == capacity_) {
    Resize(capacity_ * 2);
  } else if (capacity_ > kWindowBytes && size_ < kWindowBytes / 2) {
    Resize(kWindowBytes);
  }
}

bool Window::Fill() {
  if (failed_) return false;
  if (begin_ + size_ == capacity_ || capacity_ > kWindowBytes) MakeRoom();
  char* end = mutable_data() + size_;
  // EINTR counts as a failure: whoever handles a signal wants us to stop.
  const ssize_t got = read(fd_, end, capacity_ - begin_ - size_);
  if (got < 0) {
    failed_ = true;
    error_ = {Code::kIo, SystemReason("cannot read", path_)};
  }
  if (got <= 0) return false;
  size_ += static_cast<size_t>(got);
  return true;
}

void Window::Consume(size_t count) {
  begin_ += count;
  size_ -= count;
  offset_ += count;
  if (size_ == 0) begin_ = 0;
}

size_t Window::Peek(uint64_t at, char* out, size_t size) const {
  if (at < size_ && size <= size_ - at) {
    std::memcpy(out, data().data() + at, size);
    return size;
  }
  ssize_t got = pread(fd_, out, size, static_cast<off_t>(offset_ + at));
  return got < 0 ? 0 : static_cast<size_t>(got);
}

}  // namespace trommel::mailbox
