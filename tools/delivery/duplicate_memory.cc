// SPDX-License-Identifier: MIT
#include "tools/delivery/duplicate_memory.h"

#include <fcntl.h>
#include <poll.h>

#include <array>
#include <cerrno>

#include "interp/program/builder.h"
#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

constexpr unsigned kPrivate = 0600;
constexpr int kPauseMs = 20;

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS seen ("
    "id TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID";
constexpr const char* kHolds =
    "SELECT id FROM seen WHERE id = ?1 AND until > ?2";
constexpr const char* kMark =
    "INSERT INTO seen VALUES (?1, ?2) "
    "ON CONFLICT (id) DO UPDATE SET until = excluded.until";
constexpr const char* kForget = "DELETE FROM seen WHERE until <= ?1";

// A byte of the lock file for each id: two ids of one byte just wait.
struct flock LockOf(std::string_view id) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(HashSource(id) & 0x7FFFFFFFU);
  lock.l_len = 1;
  return lock;
}

}  // namespace

Status DuplicateMemory::Lock(std::string_view id, int patience_ms) {
  const std::string path = path_ + ".lock";
  if (!locks_.open()) {
    locks_ = Descriptor(::open(
        path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, kPrivate));
    if (!locks_.open()) return SystemError("open " + path, errno);
  }
  struct flock lock = LockOf(id);
  for (int waited = 0;; waited += kPauseMs) {
    if (::fcntl(locks_.get(), F_OFD_SETLK, &lock) == 0) return {};
    if (errno != EAGAIN && errno != EACCES) {
      return SystemError("lock " + path, errno);
    }
    if (waited >= patience_ms) break;
    TRY(CheckInterrupt());
    ::poll(nullptr, 0, kPauseMs);
  }
  return Err(Code::kTemporary, "another delivery of the message is at work");
}

Status DuplicateMemory::Open() {
  if (file_) return {};
  TRY_ASSIGN(file_, StateFile::Open(path_, "duplicate memory", kTable));
  return {};
}

Result<bool> DuplicateMemory::Holds(std::string_view id, int64_t now,
                                    int patience_ms) {
  TRY(Lock(id, patience_ms));
  TRY(Open());
  const std::array<StateFile::Cell, 2> cells = {id, now};
  TRY_ASSIGN(const std::vector<std::string> found,
             file_->Texts(kHolds, cells, 1));
  return !found.empty();
}

Status DuplicateMemory::Mark(std::string_view id, int64_t now, int64_t until) {
  TRY(Open());
  const std::array<StateFile::Cell, 1> past = {now};
  TRY(file_->Change(kForget, past));
  const std::array<StateFile::Cell, 2> cells = {id, until};
  TRY(file_->Change(kMark, cells));
  return {};
}

}  // namespace trommel::delivery
