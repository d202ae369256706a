// SPDX-License-Identifier: MIT
#include "tools/delivery/vacation_state.h"

#include <fcntl.h>
#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "tools/delivery/files.h"

namespace trommel::delivery {
namespace {

constexpr int kBusyMs = 10000;
constexpr unsigned kPrivate = 0600;

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS answered ("
    "handle TEXT NOT NULL, sender TEXT NOT NULL, seconds INTEGER NOT NULL, "
    "PRIMARY KEY (handle, sender)) WITHOUT ROWID";

// Changes one row when the claim is good, none when it is not. A time in the
// future (a clock put back) counts like one as far in the past.
constexpr const char* kClaim =
    "INSERT INTO answered VALUES (?1, ?2, ?3) "
    "ON CONFLICT (handle, sender) DO UPDATE SET seconds = excluded.seconds "
    "WHERE ?4 > 0 AND abs(excluded.seconds - seconds) >= ?4";

constexpr const char* kRelease =
    "DELETE FROM answered WHERE handle = ?1 AND sender = ?2";

}  // namespace

struct VacationState::Impl {
  ~Impl() { ::sqlite3_close(database); }

  Failure Fail() const {
    return Err(Code::kTemporary,
               "vacation memory " + path + ": " + ::sqlite3_errmsg(database));
  }

  Status Execute(const char* text) {
    const int code = ::sqlite3_exec(database, text, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : Fail();
  }

  // Runs one statement with its values; the number of rows changed.
  Result<int> Change(const char* text, std::string_view handle,
                     std::string_view sender, int64_t now, int64_t seconds) {
    sqlite3_stmt* statement = nullptr;
    if (::sqlite3_prepare_v2(database, text, -1, &statement, nullptr) !=
        SQLITE_OK) {
      return Fail();
    }
    Bind(statement, 1, handle);
    Bind(statement, 2, sender);
    ::sqlite3_bind_int64(statement, 3, now);
    ::sqlite3_bind_int64(statement, 4, seconds);
    const int code = ::sqlite3_step(statement);
    ::sqlite3_finalize(statement);
    if (code != SQLITE_DONE) return Fail();
    return ::sqlite3_changes(database);
  }

  static void Bind(sqlite3_stmt* statement, int index, std::string_view text) {
    const char* bytes = text.empty() ? "" : text.data();
    ::sqlite3_bind_text(statement, index, bytes, static_cast<int>(text.size()),
                        SQLITE_STATIC);
  }

  std::string path;
  sqlite3* database = nullptr;
};

VacationState::VacationState(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}

VacationState::~VacationState() = default;

Result<std::unique_ptr<VacationState>> VacationState::Open(
    const std::string& path) {
  // SQLite would make the file readable for others.
  if (!Descriptor(::open(path.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, kPrivate))
           .open()) {
    return SystemError("open the vacation memory " + path, errno);
  }
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  if (::sqlite3_open_v2(path.c_str(), &impl->database, SQLITE_OPEN_READWRITE,
                        nullptr) != SQLITE_OK) {
    return impl->Fail();
  }
  ::sqlite3_busy_timeout(impl->database, kBusyMs);
  TRY(impl->Execute(kTable));
  return std::unique_ptr<VacationState>(new VacationState(std::move(impl)));
}

Result<bool> VacationState::Claim(std::string_view handle,
                                  std::string_view sender, int64_t now,
                                  int64_t seconds) {
  TRY_ASSIGN(const int changed,
             impl_->Change(kClaim, handle, sender, now, seconds));
  return changed == 1;
}

void VacationState::Release(std::string_view handle, std::string_view sender) {
  // When it fails the sender just gets no answer until the period ends.
  (void)impl_->Change(kRelease, handle, sender, 0, 0);
}

}  // namespace trommel::delivery
