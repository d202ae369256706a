// SPDX-License-Identifier: MIT
// mysql: queries to MySQL and MariaDB servers, by MariaDB's client library.
//
// Exim specification, "SQL lookups" and "Special MySQL features". A query that
// yields no rows is a miss; one that asks for none gives the number of rows
// that it changed.
#include <mysql.h>

#include <memory>
#include <utility>

#include "interp/feature.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/server_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_mysql;

namespace {

// clang-format off
#define MYSQL_FUNCTIONS(F) \
  F(mysql_init) F(mysql_options) F(mysql_real_connect) F(mysql_close) \
  F(mysql_error) F(mysql_real_query) F(mysql_store_result) \
  F(mysql_field_count) F(mysql_affected_rows) F(mysql_num_fields) \
  F(mysql_fetch_fields) F(mysql_fetch_row) F(mysql_fetch_lengths) \
  F(mysql_free_result) F(mysql_next_result)
// clang-format on
TROMMEL_CLIENT_LIBRARY(MySql, "libmariadb.so.3", "libmariadb3", MYSQL_FUNCTIONS)

struct FreeResult {
  const MySql* api;
  void operator()(MYSQL_RES* result) const { api->mysql_free_result(result); }
};
using ResultOwner = std::unique_ptr<MYSQL_RES, FreeResult>;

class Link : public ServerLink {
 public:
  Link(const MySql* api, MYSQL* connection)
      : api_(api), connection_(connection) {}
  ~Link() override { api_->mysql_close(connection_); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  Status Connect(const ServerAddress& server, const Deadline& deadline) {
    const HostParts parts = ReadHost(server.host);
    Limit(deadline);
    // A server may ask the client for any of its files otherwise.
    const unsigned off = 0;
    api_->mysql_options(connection_, MYSQL_OPT_LOCAL_INFILE, &off);
    api_->mysql_options(connection_, MYSQL_READ_DEFAULT_GROUP,
                        parts.group.empty() ? "exim" : parts.group.c_str());
    const bool local = parts.host.empty() || parts.host == "localhost";
    constexpr int kDecimal = 10;
    const auto port = static_cast<unsigned>(
        std::strtoul(parts.port.c_str(), nullptr, kDecimal));
    if (api_->mysql_real_connect(
            connection_, local ? nullptr : parts.host.c_str(),
            server.user.c_str(), server.password.c_str(),
            server.database.empty() ? nullptr : server.database.c_str(), port,
            parts.socket.empty() ? nullptr : parts.socket.c_str(),
            CLIENT_MULTI_RESULTS) == nullptr) {
      return Err(Code::kDefer, std::string("MYSQL connection failed: ") +
                                   api_->mysql_error(connection_));
    }
    return {};
  }

  Result<vm::LookupAnswer> Ask(std::string_view query,
                               const Deadline& deadline) override {
    if (query.empty()) return vm::LookupAnswer();
    Limit(deadline);
    if (api_->mysql_real_query(connection_, query.data(), query.size()) != 0) {
      return Broken("query");
    }
    ResultOwner result(api_->mysql_store_result(connection_), FreeResult{api_});
    vm::LookupAnswer answer;
    if (result != nullptr) {
      TRY_ASSIGN(answer, Rows(result.get()));
    } else if (api_->mysql_field_count(connection_) == 0) {
      answer.found = true;
      answer.value = std::to_string(api_->mysql_affected_rows(connection_));
      answer.cacheable = false;
    } else {
      return Broken("lookup result");
    }
    result.reset();
    // A procedure's further results, so that the next query can be sent.
    int more = 0;
    while ((more = api_->mysql_next_result(connection_)) == 0) {
      result.reset(api_->mysql_store_result(connection_));
    }
    if (more > 0) return Broken("query");
    return answer;
  }

 private:
  void Limit(const Deadline& deadline) {
    const unsigned seconds = deadline.Seconds();
    for (auto option : {MYSQL_OPT_CONNECT_TIMEOUT, MYSQL_OPT_READ_TIMEOUT,
                        MYSQL_OPT_WRITE_TIMEOUT}) {
      api_->mysql_options(connection_, option, &seconds);
    }
  }

  Failure Broken(std::string_view what) const {
    return Err(Code::kDefer, "MYSQL: " + std::string(what) + " failed: " +
                                 api_->mysql_error(connection_) + "\n");
  }

  Result<vm::LookupAnswer> Rows(MYSQL_RES* result) {
    const unsigned fields = api_->mysql_num_fields(result);
    const MYSQL_FIELD* names = api_->mysql_fetch_fields(result);
    ResultRows out;
    while (MYSQL_ROW row = api_->mysql_fetch_row(result)) {
      const unsigned long* sizes = api_->mysql_fetch_lengths(result);
      out.Begin();
      for (unsigned field = 0; field < fields; ++field) {
        const std::string_view value(row[field], sizes[field]);
        if (fields > 1) {
          out.Pair(names[field].name, value);
        } else if (row[field] != nullptr) {
          out.Single(value);
        }
      }
    }
    return out.Take();
  }

  const MySql* api_;
  MYSQL* connection_;
};

Result<std::unique_ptr<ServerLink>> Connect(const ServerAddress& server,
                                            const Deadline& deadline) {
  TRY_ASSIGN(const MySql* api, MySql::Get());
  MYSQL* connection = api->mysql_init(nullptr);
  if (connection == nullptr) return TimeIsUp("MYSQL connection failed");
  auto link = std::make_unique<Link>(api, connection);
  TRY(link->Connect(server, deadline));
  return link;
}

constexpr ServerKind kKind = {"MySQL", "MySQL", "mysql_servers",
                              &vm::Settings::mysql_servers};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  TRY(MySql::Get());
  return std::make_unique<ServerSource>(kKind, Connect);
}

constexpr vm::LookupDriver kDriver = {"mysql", vm::LookupStyle::kQuery, Open,
                                      nullptr, Taint::kQuotedMysql};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "mysql", "mysql <query: string> <how: string>",
     "an SQL query to MySQL or MariaDB servers",
     "${lookup mysql{select 'b'}} => b", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_mysql = {"lookup_mysql", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
