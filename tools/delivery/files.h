// SPDX-License-Identifier: MIT
// Files: what the steps of a delivery need of the file system.
#pragma once

#include <string>

#include "interp/base/result.h"
#include "tools/delivery/maildir.h"

namespace trommel::delivery {

/// Owns a file descriptor, or none (-1). Movable; closes without a check, so
/// whoever wrote syncs first.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { Close(); }

  int get() const { return number_; }
  bool open() const { return number_ >= 0; }
  void Close();
  int Release();

 private:
  int number_ = -1;
};

/// kTemporary "cannot WHAT: reason" for an errno value.
/// Example: `return SystemError("open " + path, errno);`
Failure SystemError(const std::string& what, int error);

/// Writes all pieces with writev(2), also after short writes; `name` is for
/// the error text. An interrupted delivery (interrupt.h) fails.
Status WritePieces(int descriptor, const Pieces& pieces,
                   const std::string& name);

/// Bytes of all pieces together.
size_t TotalSize(const Pieces& pieces);

/// fsync(2); file systems that cannot sync a folder (EINVAL) are taken as they
/// are.
Status Sync(int descriptor, const std::string& name);

/// Opens the folder `path`, syncs and closes it.
Status SyncFolder(const std::string& path);

/// Makes the folders of `path` that are missing (mode 0700), each synced into
/// the one that holds it. An absolute path.
Status MakeFolders(const std::string& path);

/// `path` up to its last slash: "/a/b" gives "/a", "/a" gives "/".
std::string ParentOf(const std::string& path);

}  // namespace trommel::delivery
