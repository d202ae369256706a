// SPDX-License-Identifier: MIT
// pgsql: queries to PostgreSQL servers, by libpq.
//
// Exim specification, "SQL lookups" and "Special PostgreSQL features". A query
// that yields no rows is a miss; one that changes rows gives their number.
#include <libpq-fe.h>
#include <poll.h>

#include <memory>
#include <utility>

#include "interp/feature.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/server_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_pgsql;

namespace {

// clang-format off
#define PQ_FUNCTIONS(F) \
  F(PQconnectStartParams) F(PQconnectPoll) F(PQstatus) F(PQsocket) \
  F(PQfinish) F(PQerrorMessage) F(PQsetNoticeProcessor) F(PQsendQuery) \
  F(PQsetnonblocking) F(PQflush) F(PQconsumeInput) F(PQisBusy) \
  F(PQgetResult) F(PQresultStatus) F(PQresultErrorMessage) F(PQresStatus) \
  F(PQcmdTuples) F(PQntuples) F(PQnfields) F(PQfname) F(PQgetvalue) \
  F(PQgetlength) F(PQclear)
// clang-format on
TROMMEL_CLIENT_LIBRARY(Pq, "libpq.so.5", "libpq5", PQ_FUNCTIONS)

constexpr std::string_view kConnection = "PGSQL connection failed";

/// Waits until the connection can do more. False when the time is up.
bool Wait(int socket, short events, const Deadline& deadline) {
  pollfd wait = {socket, events, 0};
  return ::poll(&wait, 1, deadline.PollTime()) > 0 || !deadline.Passed();
}

struct ClearResult {
  const Pq* pq;
  void operator()(PGresult* result) const { pq->PQclear(result); }
};
using ResultOwner = std::unique_ptr<PGresult, ClearResult>;

class Link : public ServerLink {
 public:
  Link(const Pq* pq, PGconn* connection) : pq_(pq), connection_(connection) {
    pq_->PQsetNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
  }
  ~Link() override { pq_->PQfinish(connection_); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  Status Connect(const Deadline& deadline) {
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (pq_->PQstatus(connection_) != CONNECTION_BAD) {
      if (!Wait(pq_->PQsocket(connection_),
                state == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline)) {
        return TimeIsUp(kConnection);
      }
      state = pq_->PQconnectPoll(connection_);
      if (state == PGRES_POLLING_OK) return {};
      if (state == PGRES_POLLING_FAILED) break;
    }
    return Err(Code::kDefer, std::string(kConnection) + ": " +
                                 pq_->PQerrorMessage(connection_));
  }

  Result<vm::LookupAnswer> Ask(std::string_view query,
                               const Deadline& deadline) override {
    const std::string text(query);
    pq_->PQsetnonblocking(connection_, 1);
    if (pq_->PQsendQuery(connection_, text.c_str()) == 0) return Broken();
    TRY(Send(deadline));
    ResultOwner last(nullptr, ClearResult{pq_});
    while (true) {
      TRY(Receive(deadline));
      PGresult* next = pq_->PQgetResult(connection_);
      if (next == nullptr) break;
      last.reset(next);
      const ExecStatusType status = pq_->PQresultStatus(next);
      if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) break;
    }
    if (last == nullptr) return Broken();
    return Read(last.get(), text);
  }

 private:
  Failure Broken() const {
    return Err(Code::kDefer, std::string("PGSQL: query failed: ") +
                                 pq_->PQerrorMessage(connection_));
  }

  Status Send(const Deadline& deadline) {
    int left = 0;
    while ((left = pq_->PQflush(connection_)) == 1) {
      if (!Wait(pq_->PQsocket(connection_), POLLIN | POLLOUT, deadline)) {
        return TimeIsUp("PGSQL: query failed");
      }
      if (pq_->PQconsumeInput(connection_) == 0) return Broken();
    }
    if (left < 0) return Broken();
    return {};
  }

  /// Until a result can be taken without waiting.
  Status Receive(const Deadline& deadline) {
    while (pq_->PQisBusy(connection_) != 0) {
      if (!Wait(pq_->PQsocket(connection_), POLLIN, deadline)) {
        return TimeIsUp("PGSQL: query failed");
      }
      if (pq_->PQconsumeInput(connection_) == 0) return Broken();
    }
    return {};
  }

  Result<vm::LookupAnswer> Read(const PGresult* result,
                                const std::string& query) {
    const ExecStatusType status = pq_->PQresultStatus(result);
    if (status == PGRES_TUPLES_OK) return Rows(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) {
      vm::LookupAnswer answer;
      answer.value = pq_->PQcmdTuples(const_cast<PGresult*>(result));
      answer.found = !answer.value.empty();
      answer.cacheable = false;
      return answer;
    }
    return Err(Code::kDefer, std::string("PGSQL: query failed: ") +
                                 pq_->PQresultErrorMessage(result) + " (" +
                                 pq_->PQresStatus(status) + ") (" + query +
                                 ")\n");
  }

  Result<vm::LookupAnswer> Rows(const PGresult* result) {
    const int fields = pq_->PQnfields(result);
    const int rows = pq_->PQntuples(result);
    ResultRows out;
    for (int row = 0; row < rows; ++row) {
      out.Begin();
      if (fields == 0) out.Single({});
      for (int field = 0; field < fields; ++field) {
        const std::string_view value(
            pq_->PQgetvalue(result, row, field),
            static_cast<size_t>(pq_->PQgetlength(result, row, field)));
        if (fields == 1) {
          out.Single(value);
        } else {
          out.Pair(pq_->PQfname(result, field), value);
        }
      }
    }
    return out.Take();
  }

  const Pq* pq_;
  PGconn* connection_;
};

struct Place {
  std::string host;
  std::string port;
};

/// `host:port`, or `(/run/postgresql/.s.PGSQL.5432)`: a folder and a port.
Result<Place> ReadPlace(std::string_view text) {
  constexpr std::string_view kName = "/.s.PGSQL.";
  if (!text.starts_with('(')) {
    const size_t colon = std::min(text.find(':'), text.size());
    return Place{std::string(text.substr(0, colon)),
                 std::string(text.substr(std::min(colon + 1, text.size())))};
  }
  text = text.substr(1, text.find(')') - 1);
  const size_t at = text.rfind(kName);
  if (at == std::string::npos) {
    return Err(Code::kDefer,
               "PGSQL invalid filename for socket: " + std::string(text));
  }
  return Place{std::string(text.substr(0, at)),
               std::string(text.substr(at + kName.size()))};
}

Result<std::unique_ptr<ServerLink>> Connect(const ServerAddress& server,
                                            const Deadline& deadline) {
  TRY_ASSIGN(const Pq* pq, Pq::Get());
  TRY_ASSIGN(const Place place, ReadPlace(server.host));
  const char* const names[] = {"host", "port",     "dbname",
                               "user", "password", nullptr};
  const char* const values[] = {place.host.c_str(),      place.port.c_str(),
                                server.database.c_str(), server.user.c_str(),
                                server.password.c_str(), nullptr};
  PGconn* connection = pq->PQconnectStartParams(names, values, 0);
  if (connection == nullptr) return TimeIsUp(kConnection);
  auto link = std::make_unique<Link>(pq, connection);
  TRY(link->Connect(deadline));
  return link;
}

constexpr ServerKind kKind = {"PostgreSQL", "pgSQL", "pgsql_servers",
                              &vm::Settings::pgsql_servers};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  TRY(Pq::Get());
  return std::make_unique<ServerSource>(kKind, Connect);
}

constexpr vm::LookupDriver kDriver = {"pgsql", vm::LookupStyle::kQuery, Open,
                                      nullptr, Taint::kQuotedPgsql};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "pgsql", "pgsql <query: string> <how: string>",
     "an SQL query to PostgreSQL servers", "${lookup pgsql{select 'b'}} => b",
     nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_pgsql = {"lookup_pgsql", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
