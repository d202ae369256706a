// SPDX-License-Identifier: MIT
#include "tools/delivery/mbox_lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <utility>

#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

constexpr unsigned kPrivate = 0600;
constexpr int64_t kStaleSeconds = int64_t{30} * 60;

void RemoveStale(const std::string& lock) {
  struct stat info {};
  if (::lstat(lock.c_str(), &info) != 0) return;
  if (std::time(nullptr) - info.st_mtime > kStaleSeconds) {
    ::unlink(lock.c_str());
  }
}

// A file of our own that the lock is linked from: safe on network file systems.
std::string PostName(const std::string& lock) {
  static unsigned count = 0;
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return lock + ".trommel." + std::to_string(now.tv_sec) + "." +
         std::to_string(now.tv_nsec) + "." + std::to_string(::getpid()) + "." +
         std::to_string(++count);
}

// True: the dot-lock is ours.
Result<bool> TakeDotLock(const std::string& lock) {
  RemoveStale(lock);
  const std::string post = PostName(lock);
  const Descriptor made(
      ::open(post.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate));
  if (!made.open()) return SystemError("make " + post, errno);
  const int linked = ::link(post.c_str(), lock.c_str());
  const int error = errno;
  struct stat info {};
  const bool ours =
      linked == 0 || (::fstat(made.get(), &info) == 0 && info.st_nlink == 2);
  ::unlink(post.c_str());
  if (ours) return true;
  if (error == EEXIST) return false;
  return SystemError("make the lock " + lock, error);
}

// True: the whole file is locked for writing.
Result<bool> TakeFileLock(int file, const std::string& path) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (::fcntl(file, F_SETLK, &lock) == 0) return true;
  if (errno == EAGAIN || errno == EACCES) return false;
  return SystemError("lock " + path, errno);
}

}  // namespace

LockedMbox::LockedMbox(LockedMbox&& other) noexcept
    : file_(std::move(other.file_)),
      dot_lock_(std::exchange(other.dot_lock_, {})),
      created_(other.created_) {}

LockedMbox& LockedMbox::operator=(LockedMbox&& other) noexcept {
  if (this == &other) return *this;
  Unlock();
  file_ = std::move(other.file_);
  dot_lock_ = std::exchange(other.dot_lock_, {});
  created_ = other.created_;
  return *this;
}

Result<LockedMbox> LockedMbox::Open(const std::string& path, unsigned mode,
                                    const LockPatience& patience) {
  LockedMbox out;
  for (int i = 0; i < patience.tries; ++i) {
    // The first try is made in any case: a rollback is one.
    if (i > 0) {
      TRY(CheckInterrupt());
      ::poll(nullptr, 0, patience.pause_ms);
    }
    TRY_ASSIGN(const bool locked, out.TryLock(path, mode));
    if (locked) return out;
    out.Unlock();
  }
  return Err(Code::kTemporary, path + " is locked by another program");
}

Result<bool> LockedMbox::TryLock(const std::string& path, unsigned mode) {
  const std::string lock = path + ".lock";
  TRY_ASSIGN(const bool dotted, TakeDotLock(lock));
  if (!dotted) return false;
  dot_lock_ = lock;
  TRY(OpenFile(path, mode));
  return TakeFileLock(file_.get(), path);
}

Status LockedMbox::OpenFile(const std::string& path, unsigned mode) {
  constexpr int kFlags =
      O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  file_ = Descriptor(::open(path.c_str(), kFlags));
  if (!file_.open() && errno == ENOENT) {
    file_ = Descriptor(::open(path.c_str(), kFlags | O_CREAT | O_EXCL, mode));
    created_ = file_.open();
    if (created_ && mode != kPrivate && ::fchmod(file_.get(), mode) != 0) {
      return SystemError("set the mode of " + path, errno);
    }
  }
  if (!file_.open() && errno == ELOOP) {
    return Err(Code::kTemporary, path + " is a symbolic link");
  }
  if (!file_.open()) return SystemError("open " + path, errno);
  struct stat info {};
  if (::fstat(file_.get(), &info) != 0) {
    return SystemError("examine " + path, errno);
  }
  if (!S_ISREG(info.st_mode)) {
    return Err(Code::kTemporary, path + " is no regular file");
  }
  return {};
}

void LockedMbox::Unlock() {
  file_.Close();
  if (!dot_lock_.empty()) ::unlink(dot_lock_.c_str());
  dot_lock_.clear();
}

}  // namespace trommel::delivery
