// SPDX-License-Identifier: MIT
// sqlite: an SQL query to an SQLite file.
//
// Exim specification, "More about SQLite", "More about MySQL, PostgreSQL,
// Oracle, InterBase, and Redis". The file comes from the option file=, from the
// setting sqlite_dbfile, or is the first word of the query.
// - One column is its value, several are `name=value ` with a value in double
//   quotes that is empty or has white space or begins with a quote; rows are
//   lines. No rows, or a query that SQLite refuses: no such key.
// - A locked file is waited for for sqlite_lock_timeout, then it is a defer.
// - Unlike in Exim, a file that is missing is not made.
#include <sqlite3.h>

#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/deadline.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/sql_row.h"

namespace trommel::stdlib {

extern const Feature lookup_sqlite;

namespace {

#define SQLITE_FUNCTIONS(F) \
  F(sqlite3_open_v2)        \
  F(sqlite3_close)          \
  F(sqlite3_busy_timeout)   \
  F(sqlite3_exec)           \
  F(sqlite3_errmsg)         \
  F(sqlite3_errstr) F(sqlite3_progress_handler) F(sqlite3_total_changes)
TROMMEL_CLIENT_LIBRARY(Sqlite, "libsqlite3.so.0", "libsqlite3-0",
                       SQLITE_FUNCTIONS)

/// What a query has given so far.
struct Gathered {
  vm::LookupAnswer answer;
  bool too_long = false;
};

int AddRow(void* to, int columns, char** values, char** names) {
  auto* gathered = static_cast<Gathered*>(to);
  std::string& value = gathered->answer.value;
  if (gathered->answer.found) value += '\n';
  gathered->answer.found = true;
  if (columns == 1) {
    value += values[0] != nullptr ? values[0] : "<NULL>";
  } else {
    for (int i = 0; i < columns; ++i) {
      AppendSqlField(names[i], values[i], &value);
    }
  }
  gathered->too_long = value.size() > limits::kValueBytes;
  return gathered->too_long ? 1 : 0;
}

class Source : public vm::LookupSource {
 public:
  Source(const Sqlite& api, sqlite3* database)
      : api_(api), database_(database) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() override { api_.sqlite3_close(database_); }

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    const auto& settings = request.context->settings();
    api_.sqlite3_busy_timeout(
        database_, static_cast<int>(settings.sqlite_lock_timeout * 1000));
    calls_ = 0;
    deadline_ = Deadline(std::chrono::seconds(settings.lookup_timeout));
    api_.sqlite3_progress_handler(database_, kStepsACall, CountSteps, this);
    const int before = api_.sqlite3_total_changes(database_);
    Gathered gathered;
    const int code =
        api_.sqlite3_exec(database_, std::string(request.key).c_str(), AddRow,
                          &gathered, nullptr);
    if (gathered.too_long) {
      return Err(Code::kLimit, "the answer of a lookup is over " +
                                   std::to_string(limits::kValueBytes) +
                                   " bytes");
    }
    if (code == SQLITE_INTERRUPT && deadline_.Passed()) {
      return Err(Code::kDefer, "sqlite: the query took too long");
    }
    if (code == SQLITE_INTERRUPT) {
      return Err(Code::kLimit, "sqlite: the query took too many steps");
    }
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      return Err(Code::kDefer,
                 std::string("sqlite: ") + api_.sqlite3_errmsg(database_));
    }
    if (code != SQLITE_OK) gathered.answer = {};
    gathered.answer.cacheable = text::StartsCaseless(request.key, "select") &&
                                api_.sqlite3_total_changes(database_) == before;
    return std::move(gathered.answer);
  }

 private:
  static constexpr int kStepsACall = 100000;
  static constexpr int kMostCalls = 2000;

  /// Ends a query that never does.
  static int CountSteps(void* source) {
    auto* self = static_cast<Source*>(source);
    return ++self->calls_ > kMostCalls || self->deadline_.Passed() ? 1 : 0;
  }

  const Sqlite& api_;
  sqlite3* database_;
  int calls_ = 0;
  Deadline deadline_{std::chrono::seconds(0)};
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  TRY_ASSIGN(const Sqlite* api, Sqlite::Get());
  const std::string path(request.file);
  sqlite3* database = nullptr;
  const int code = path.find('\0') != std::string::npos
                       ? SQLITE_CANTOPEN
                       : api->sqlite3_open_v2(path.c_str(), &database,
                                              SQLITE_OPEN_READWRITE, nullptr);
  if (code == SQLITE_OK) return std::make_unique<Source>(*api, database);
  const std::string why = database != nullptr ? api->sqlite3_errmsg(database)
                                              : api->sqlite3_errstr(code);
  api->sqlite3_close(database);
  return Err(Code::kRun, why);
}

constexpr vm::LookupDriver kDriver = {"sqlite", vm::LookupStyle::kFileQuery,
                                      Open, nullptr, Taint::kQuotedSqlite};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "sqlite", "sqlite <query: string> <how: string>",
     "an SQL query to a file",
     "${lookup sqlite{/etc/map.sqlite select v from t where k='b'}} => 2",
     nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_sqlite = {"lookup_sqlite", 1, Language::kExim,
                                         "", kRows};

}  // namespace trommel::stdlib
