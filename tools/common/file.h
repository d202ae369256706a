// SPDX-License-Identifier: MIT
// File: the bytes of a file or of stdin, with a reason when there are none.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel {

/// Bytes read whole (small files, pipes) or mapped read-only (large regular
/// files, so that a 100 MB message costs no memory of ours). Movable.
class FileBytes {
 public:
  FileBytes() = default;
  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  /// `path` "-" is stdin. kNoInput with name and reason ("cannot read x: No
  /// such file or directory", "x: it is a directory").
  static Result<FileBytes> Read(const std::string& path);

  /// Lives as long as this object stays where it is.
  std::string_view view() const {
    return map_ != nullptr ? std::string_view(map_, map_size_) : bytes_;
  }
  /// The bytes as a string of their own; this object is then empty.
  std::string Take() &&;

 private:
  Status ReadAll(int descriptor, const std::string& name);
  std::string bytes_;
  const char* map_ = nullptr;
  size_t map_size_ = 0;
};

/// Replaces the contents of `path`; kIo with the reason.
Status WriteFile(const std::string& path, std::string_view bytes);

/// Whether `path` names a file that can be opened for reading.
bool IsReadableFile(const std::string& path);

}  // namespace trommel
