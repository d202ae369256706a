// SPDX-License-Identifier: MIT
// What lookups that ask database servers do alike (Exim specification, "More
// about MySQL, PostgreSQL, Oracle, InterBase, and Redis" and "Specifying the
// server in the query").
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/lookup.h"
#include "interp/vm/settings.h"
#include "stdlib/shared/deadline.h"

namespace trommel::stdlib {

/// One server: `host/database/user/password`, for Redis `host/number/password`.
struct ServerAddress {
  std::string host;
  std::string database;
  std::string user;
  std::string password;
};

/// `host:port(/socket)[group]` taken apart; each part may be missing.
struct HostParts {
  std::string host;
  std::string port;
  std::string socket;
  std::string group;
};
HostParts ReadHost(std::string_view text);

/// The words that one kind of server goes by.
struct ServerKind {
  std::string_view name;          ///< "PostgreSQL"
  std::string_view in_complaint;  ///< "pgSQL"
  std::string_view option;        ///< "pgsql_servers"
  std::string vm::Settings::*servers;
  bool has_user = true;  ///< whether its address has a user
};

/// A connection.
class ServerLink {
 public:
  virtual ~ServerLink() = default;
  /// kDefer, in the server's words, when it failed.
  virtual Result<vm::LookupAnswer> Ask(std::string_view query,
                                       const Deadline& deadline) = 0;
};

/// Asks the servers in turn until one answers, and keeps the connections.
class ServerSource : public vm::LookupSource {
 public:
  using ConnectFn = Result<std::unique_ptr<ServerLink>> (*)(
      const ServerAddress& server, const Deadline& deadline);

  ServerSource(const ServerKind& kind, ConnectFn connect)
      : kind_(kind), connect_(connect) {}
  /// The option servers=, or `servers=…;` before the query, or the setting says
  /// whom to ask. What is left of the time limit is shared evenly.
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override;

 private:
  Result<ServerAddress> Address(const std::string& item,
                                std::string_view defaults) const;
  Result<vm::LookupAnswer> AskOne(const ServerAddress& address,
                                  std::string_view query,
                                  const Deadline& deadline);

  const ServerKind& kind_;
  ConnectFn connect_;
  std::map<std::string, std::unique_ptr<ServerLink>, std::less<>> links_;
};

/// The rows of an answer as Exim writes them: a single column as it is, several
/// as `name=value ` pairs, a line end between rows.
class ResultRows {
 public:
  void Begin();
  void Single(std::string_view value);
  void Pair(std::string_view name, std::string_view value);
  /// Found when anything was added; kLimit when it is too long.
  Result<vm::LookupAnswer> Take();

 private:
  std::optional<std::string> text_;
};

/// kDefer "WHAT: timeout expired".
Failure TimeIsUp(std::string_view what);

}  // namespace trommel::stdlib
