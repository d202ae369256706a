// SPDX-License-Identifier: MIT
// Lookups (Exim specification, "File and database lookups"): what a machine
// asks and what drivers answer. The machine asks the Host; the host that has
// the real world opens drivers, the memory host knows the answers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/program/value.h"

namespace trommel::vm {

class CallContext;

/// How a lookup type is used.
enum class LookupStyle : uint8_t {
  kSingleKey,  ///< ${lookup{key}type{file}}
  kQuery,      ///< ${lookup type{query}}
  kFileQuery,  ///< the same, with a file in the query or in the option file=
};

/// One question. Views live as long as the call.
struct LookupRequest {
  std::string_view file;  ///< single-key and file-query types
  std::string_view key;   ///< the key, or the query
  /// What stands behind the type and its comma: "ret=full,cache=no_rd".
  std::string_view options;
  Taint taint = Taint::kClean;  ///< of the key or query
  /// The run that asks: settings, limits, and strings to expand (wildlsearch).
  CallContext* context = nullptr;
};

struct LookupAnswer {
  bool found = false;
  std::string value;
  /// Whether the value came from somebody else's server (DNS): then it is
  /// treated as the message is.
  bool tainted = false;
  /// Whether the same question may be answered again without the driver.
  bool cacheable = true;
};

/// An open file, or the connections to servers of one type. Not thread-safe.
class LookupSource {
 public:
  virtual ~LookupSource() = default;
  /// An Error of code kDefer: not now (server down, time is up), in the words
  /// of the server; of code kRun: the question is wrong. Returns within
  /// Settings::lookup_timeout.
  virtual Result<LookupAnswer> Find(const LookupRequest& request) = 0;
};

/// One lookup type: a constant of its file in stdlib/lookup.
struct LookupDriver {
  std::string_view name;  ///< "lsearch"
  LookupStyle style = LookupStyle::kSingleKey;
  /// Opens the request's file, or gets ready for servers. Called at first use;
  /// loads its client library there. Errors as for Find; a missing library is
  /// kDefer and names the package to install.
  Result<std::unique_ptr<LookupSource>> (*open)(const LookupRequest& request) =
      nullptr;
  /// Whether the file may have changed since `source` was opened.
  bool (*stale)(const LookupSource& source) = nullptr;
  /// What tainted bytes in a query must be: Taint::kQuotedPgsql. kClean: the
  /// type has no quoting, and is asked anything.
  Taint quoting = Taint::kClean;
};

}  // namespace trommel::vm
