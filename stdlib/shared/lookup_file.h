// SPDX-License-Identifier: MIT
// LookupFile: a file that a lookup reads, mapped.
#pragma once

#include <sys/types.h>

#include <ctime>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// A regular file's bytes for as long as the object lives. Movable.
class LookupFile {
 public:
  /// kRun "failed to open F for WHAT: reason", as Exim says it; `what` is
  /// "linear search".
  static Result<LookupFile> Open(std::string_view path, std::string_view what);
  LookupFile(LookupFile&& other) noexcept;
  LookupFile& operator=(LookupFile&& other) noexcept;
  ~LookupFile();

  std::string_view bytes() const { return {map_, size_}; }
  /// Whether the name now stands for another file, or for other contents.
  bool Changed() const;

 private:
  LookupFile() = default;
  std::string path_;
  const char* map_ = nullptr;
  size_t size_ = 0;
  dev_t device_ = 0;
  ino_t inode_ = 0;
  timespec modified_{};
};

}  // namespace trommel::stdlib
