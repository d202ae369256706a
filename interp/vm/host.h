// SPDX-License-Identifier: MIT
// Host: every question a script may ask of the world. Effects are not here:
// they are actions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/text/date.h"
#include "interp/vm/calendars.h"
#include "interp/vm/lookup.h"
#include "interp/vm/mail_store.h"

namespace trommel::vm {

/// A program to run, never by a shell.
struct ProgramRequest {
  std::span<const std::string> words;  ///< path and arguments
  std::string_view input;              ///< for its standard input
  int64_t timeout_seconds = 0;
  /// "NAME=value": all of its environment; null: what Exim's settings let
  /// through.
  const std::vector<std::string>* environment = nullptr;
  bool drop_errors = false;  ///< standard error is no part of the output
};

struct ProgramResult {
  int status = 0;  ///< exit status; 256 + number when a signal ended it
  std::string output;
  bool timed_out = false;
};

/// What stat(2) says; times in seconds since 1970.
struct FileStatus {
  uint32_t mode = 0;
  int64_t inode = 0;
  int64_t device = 0;
  int64_t links = 0;
  int64_t user = 0;
  int64_t group = 0;
  int64_t size = 0;
  int64_t accessed = 0;
  int64_t modified = 0;
  int64_t changed = 0;
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

/// What a file system has left for its users; -1 when unknown.
struct FreeSpace {
  int64_t kilobytes = -1;
  int64_t inodes = -1;
};

/// Implemented by tools/host (POSIX) and by MemoryHost for tests. Called from
/// the machine's thread only. An Error of code kDefer or kTemporary means: try
/// the message again later.
class Host {
 public:
  virtual ~Host() = default;
  /// The clock, in the local zone.
  virtual text::DateTime Now() = 0;
  /// A moment with the zone that is or was in use here then; by default that of
  /// Now().
  virtual text::DateTime LocalTime(int64_t seconds);
  /// Minutes east of UTC in a zone ("Europe/Berlin") at a moment; the local one
  /// when `zone` is empty. Absent for an unknown zone.
  virtual std::optional<int32_t> ZoneMinutes(std::string_view zone,
                                             int64_t seconds);
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
  /// The load of the last minute in thousandths; -1 when unknown.
  virtual int64_t LoadAverage() { return -1; }
  /// What is free where `folder` is.
  virtual FreeSpace SpaceAt(const std::string& /*folder*/) { return {}; }
  /// An environment variable that the script may see.
  virtual std::optional<std::string> Environment(std::string_view name) = 0;
  /// Whether a file exists (Exim ${if exists); kPermission where forbidden.
  virtual Result<bool> FileExists(const std::string& path) = 0;

  // What only some hosts can do: the others answer kPermission.
  /// A whole file (Exim ${readfile); kLimit past limits::kReadFileBytes, kRun
  /// with the system's reason ("No such file or directory").
  virtual Result<std::string> ReadFile(const std::string& path);
  /// Errors as for ReadFile (Exim ${stat:).
  virtual Result<FileStatus> StatFile(const std::string& path);
  /// Asks a lookup driver; see interp/vm/lookup.h.
  virtual Result<LookupAnswer> Lookup(const LookupDriver& driver,
                                      const LookupRequest& request);
  /// Runs a program to its end (Exim ${run); one that is not there has status
  /// 127. kLimit for output past limits::kReadFileBytes.
  virtual Result<ProgramResult> RunProgram(const ProgramRequest& request);
  /// Sends to a socket and reads what comes back (Exim ${readsocket). kRun with
  /// Exim's words; kLimit past limits::kReadFileBytes.
  virtual Result<std::string> AskSocket(const SocketRequest& request);
  /// Whether PAM accepts a user for a service (Exim ${if pam): `words` are the
  /// name and the answers to what PAM asks.
  virtual Result<bool> CheckPam(const std::string& service,
                                std::span<const std::string> words);
  /// What the MTA handed over for a variable ("dkim_domain", "acl_m_x").
  virtual std::optional<std::string> Variable(std::string_view name);
  /// The user's mailboxes; null where there are none to ask.
  virtual MailStore* Mailboxes() { return nullptr; }
  /// The user's calendars; null where there are none.
  virtual Calendars* UserCalendars() { return nullptr; }
  /// Whether an earlier delivery left a kDuplicateMark action of this id that
  /// still holds (RFC 7352).
  virtual Result<bool> WasMarked(std::string_view id);
  /// The entries of the user's list of that name, an absolute URI (RFC 6134);
  /// absent when there is no such list.
  virtual Result<std::optional<std::vector<std::string>>> ListEntries(
      std::string_view list);
  /// An item of Sieve's environment test that this host knows better than the
  /// engine ("location", "imap.mailbox"); absent: ask the engine.
  virtual std::optional<std::string> EnvironmentItem(std::string_view name);
  /// A random number from 0 to limit - 1 (Exim ${randint).
  virtual uint64_t Random(uint64_t limit);
};

}  // namespace trommel::vm
