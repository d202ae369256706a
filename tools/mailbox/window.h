// SPDX-License-Identifier: MIT
// Window: the part of a file that is in memory, moved on with read(2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::mailbox {

/// Bytes kept in memory while messages are smaller than that.
inline constexpr size_t kWindowBytes = size_t{256} << 10U;

/// A file read from front to back. data() is what has been read and not yet
/// consumed; Fill adds to its end, so that offsets into data() stay true while
/// pointers do not. The buffer grows when it is full of unconsumed bytes and
/// shrinks to kWindowBytes when that is possible again. Never maps the file: a
/// file that another program cuts short must not be a SIGBUS.
///
/// Example: `while (window.Fill()) {}` has the whole file in data().
class Window {
 public:
  Window() = default;
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Drops the last file and opens `path`; kNoInput with the system's reason.
  Status Open(const std::string& path);

  /// Reads on. False at the end of the file and on errors: see error().
  bool Fill();
  /// Forgets the first `count` bytes of data().
  void Consume(size_t count);

  /// Views the buffer until Fill or Open.
  std::string_view data() const { return {buffer_.get() + begin_, size_}; }
  /// data() for changes in place; valid until Fill or Open.
  char* mutable_data() { return buffer_.get() + begin_; }
  /// Where data() begins in the file.
  uint64_t offset() const { return offset_; }
  /// 0 for what is no regular file.
  uint64_t file_size() const { return file_size_; }
  /// Reads up to `size` bytes at offset() + `at` without moving the window; the
  /// number of bytes, 0 also when the file cannot seek.
  size_t Peek(uint64_t at, char* out, size_t size) const;

  /// Whether Fill met an error; it stays so until the next Open.
  bool failed() const { return failed_; }
  /// kIo with the system's reason, when failed().
  const Error& error() const { return error_; }

 private:
  struct Free {
    void operator()(char* bytes) const;
  };

  void Close();
  // Leaves at least one free byte behind data().
  void MakeRoom();
  void Resize(size_t capacity);

  std::unique_ptr<char, Free> buffer_;
  size_t capacity_ = 0;
  size_t begin_ = 0;  // of data() in buffer_
  size_t size_ = 0;   // of data()
  uint64_t offset_ = 0;
  uint64_t file_size_ = 0;
  int fd_ = -1;
  std::string path_;
  bool failed_ = false;
  Error error_;
};

/// `what` + " " + `path` + ": " + what errno means.
std::string SystemReason(std::string_view what, const std::string& path);

}  // namespace trommel::mailbox
