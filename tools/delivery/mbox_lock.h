// SPDX-License-Identifier: MIT
// The two locks of an mbox file: dot-lock, then fcntl lock.
#pragma once

#include <string>

#include "interp/base/result.h"
#include "tools/delivery/files.h"

namespace trommel::delivery {

/// How long to try for the locks.
struct LockPatience {
  int tries = 10;
  int pause_ms = 3000;
};

/// An mbox opened and locked. Dropping it drops the locks.
class LockedMbox {
 public:
  LockedMbox() = default;
  LockedMbox(LockedMbox&& other) noexcept;
  LockedMbox& operator=(LockedMbox&& other) noexcept;
  ~LockedMbox() { Unlock(); }

  /// Makes the file with `mode` when it is missing. Never waits for one lock
  /// while it holds the other: other programs take them in the other order. A
  /// dot-lock older than 30 minutes is taken away. kTemporary for a file that
  /// stays locked, is a symbolic link or no regular file.
  static Result<LockedMbox> Open(const std::string& path, unsigned mode,
                                 const LockPatience& patience);

  int file() const { return file_.get(); }
  /// Whether Open made the file.
  bool created() const { return created_; }
  void set_created(bool created) { created_ = created; }
  void Unlock();

 private:
  Status OpenFile(const std::string& path, unsigned mode);
  /// True: locked. False: another holds a lock.
  Result<bool> TryLock(const std::string& path, unsigned mode);
  Descriptor file_;
  std::string dot_lock_;  // held, or empty
  bool created_ = false;
};

}  // namespace trommel::delivery
