// SPDX-License-Identifier: MIT
// Host: every question a script may ask of the world. Effects are not here:
// they are actions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/text/date.h"
#include "interp/vm/lookup.h"

namespace trommel::vm {

/// A program to run, never by a shell.
struct ProgramRequest {
  std::span<const std::string> words;  ///< path and arguments
  std::string_view input;              ///< for its standard input
  int64_t timeout_seconds = 0;
};

struct ProgramResult {
  int status = 0;      ///< exit status; 256 + number when a signal ended it
  std::string output;  ///< at most limits::kProgramOutputBytes of it
};

/// Exim ${readsocket.
struct SocketRequest {
  std::string_view where;  ///< "/path" or "inet:host:port"
  std::string_view input;
  int64_t timeout_seconds = 5;
  bool shutdown = true;  ///< close the sending side after the input
  bool tls = false;
  std::string_view server_name;  ///< for TLS
};

/// Implemented by tools/host (POSIX) and by MemoryHost for tests. Called from
/// the machine's thread only. An Error of code kDefer or kTemporary means: try
/// the message again later.
class Host {
 public:
  virtual ~Host() = default;
  /// The clock, in the local zone.
  virtual text::DateTime Now() = 0;
  virtual std::string HostName() = 0;
  virtual int64_t ProcessId() = 0;
  /// Home directory of the user whose filter runs; empty if none.
  virtual std::string Home() = 0;
  /// Login name of the user whose filter runs.
  virtual std::string LoginName() = 0;
  virtual int64_t UserId() = 0;
  virtual int64_t GroupId() = 0;
  /// The folder that the program was started in; empty if unknown.
  virtual std::string StartFolder() { return {}; }
  /// An environment variable that the script may see.
  virtual std::optional<std::string> Environment(std::string_view name) = 0;
  /// Whether a file exists (Exim ${if exists); kPermission where forbidden.
  virtual Result<bool> FileExists(const std::string& path) = 0;

  // What only some hosts can do: the others answer kPermission.
  /// A whole file (Exim ${readfile), at most limits::kReadFileBytes. kRun with
  /// the system's reason ("No such file or directory").
  virtual Result<std::string> ReadFile(const std::string& path);
  /// Asks a lookup driver; see interp/vm/lookup.h.
  virtual Result<LookupAnswer> Lookup(const LookupDriver& driver,
                                      const LookupRequest& request);
  /// Runs a program to its end (Exim ${run).
  virtual Result<ProgramResult> RunProgram(const ProgramRequest& request);
  /// Sends to a socket and reads what comes back (Exim ${readsocket).
  virtual Result<std::string> AskSocket(const SocketRequest& request);
  /// A random number from 0 to limit - 1 (Exim ${randint).
  virtual uint64_t Random(uint64_t limit);
};

}  // namespace trommel::vm
