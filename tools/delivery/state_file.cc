// SPDX-License-Identifier: MIT
#include "tools/delivery/state_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "tools/delivery/files.h"

namespace trommel::delivery {
namespace {

constexpr int kBusyMs = 10000;
constexpr unsigned kPrivate = 0600;

}  // namespace

struct StateFile::Impl {
  ~Impl() { ::sqlite3_close(database); }

  Failure Fail() const {
    return Err(Code::kTemporary, name + ": " + ::sqlite3_errmsg(database));
  }

  Result<sqlite3_stmt*> Prepare(const char* text, std::span<const Cell> cells) {
    sqlite3_stmt* statement = nullptr;
    if (::sqlite3_prepare_v2(database, text, -1, &statement, nullptr) !=
        SQLITE_OK) {
      return Fail();
    }
    int index = 0;
    for (const Cell& cell : cells) {
      ++index;
      if (const auto* number = std::get_if<int64_t>(&cell)) {
        ::sqlite3_bind_int64(statement, index, *number);
        continue;
      }
      const auto bytes = std::get<std::string_view>(cell);
      ::sqlite3_bind_text(statement, index, bytes.empty() ? "" : bytes.data(),
                          static_cast<int>(bytes.size()), SQLITE_STATIC);
    }
    return statement;
  }

  std::string name;  // for errors
  sqlite3* database = nullptr;
};

StateFile::StateFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

StateFile::~StateFile() = default;

Result<std::unique_ptr<StateFile>> StateFile::Open(const std::string& path,
                                                   std::string_view what,
                                                   const char* tables) {
  // SQLite would make the file readable for others.
  if (!Descriptor(::open(path.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, kPrivate))
           .open()) {
    return SystemError("open the " + std::string(what) + " " + path, errno);
  }
  auto impl = std::make_unique<Impl>();
  impl->name = std::string(what) + " " + path;
  if (::sqlite3_open_v2(path.c_str(), &impl->database, SQLITE_OPEN_READWRITE,
                        nullptr) != SQLITE_OK) {
    return impl->Fail();
  }
  ::sqlite3_busy_timeout(impl->database, kBusyMs);
  if (::sqlite3_exec(impl->database, tables, nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    return impl->Fail();
  }
  return std::unique_ptr<StateFile>(new StateFile(std::move(impl)));
}

Result<std::unique_ptr<StateFile>> StateFile::OpenIfThere(
    const std::string& path, std::string_view what, const char* tables) {
  if (::access(path.c_str(), F_OK) == 0) return Open(path, what, tables);
  if (errno == ENOENT || errno == ENOTDIR) {
    return std::unique_ptr<StateFile>();
  }
  return SystemError("open the " + std::string(what) + " " + path, errno);
}

Result<int> StateFile::Change(const char* statement,
                              std::span<const Cell> cells) {
  TRY_ASSIGN(sqlite3_stmt * ready, impl_->Prepare(statement, cells));
  const int code = ::sqlite3_step(ready);
  ::sqlite3_finalize(ready);
  if (code != SQLITE_DONE) return impl_->Fail();
  return ::sqlite3_changes(impl_->database);
}

Result<std::vector<std::string>> StateFile::Texts(const char* statement,
                                                  std::span<const Cell> cells,
                                                  size_t most) {
  TRY_ASSIGN(sqlite3_stmt * ready, impl_->Prepare(statement, cells));
  std::vector<std::string> out;
  int code = SQLITE_ROW;
  while (out.size() < most && (code = ::sqlite3_step(ready)) == SQLITE_ROW) {
    const unsigned char* text = ::sqlite3_column_text(ready, 0);
    const auto size = static_cast<size_t>(::sqlite3_column_bytes(ready, 0));
    out.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text),
                     size);
  }
  ::sqlite3_finalize(ready);
  if (code != SQLITE_ROW && code != SQLITE_DONE) return impl_->Fail();
  return out;
}

}  // namespace trommel::delivery
