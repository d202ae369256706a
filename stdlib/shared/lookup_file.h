// SPDX-License-Identifier: MIT
// LookupFile: a regular file that a lookup reads.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// An open file. Nothing is mapped, so that a file which shrinks under us is
/// short and does not kill us. Movable.
class LookupFile {
 public:
  LookupFile() = default;
  /// An Error of the system as a positive errno in `*error`, EISDIR and EINVAL
  /// for what is no regular file; then the file is not open.
  static LookupFile Open(std::string_view path, int* error);
  LookupFile(LookupFile&& other) noexcept;
  LookupFile& operator=(LookupFile&& other) noexcept;
  ~LookupFile();

  /// Reads up to `size` bytes; fewer only at the end of the file or where it
  /// cannot be read. Counted as work of the run.
  size_t Read(uint64_t offset, char* buffer, size_t size) const;
  /// Exactly `size` bytes, or nothing.
  bool ReadAll(uint64_t offset, size_t size, std::string* out) const;
  /// The size when it was opened.
  uint64_t size() const { return size_; }
  const std::string& path() const { return path_; }
  /// Whether the name now stands for another file, or for other contents.
  bool Changed() const;

 private:
  std::string path_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
  dev_t device_ = 0;
  ino_t inode_ = 0;
  timespec modified_{};
};

}  // namespace trommel::stdlib
