// SPDX-License-Identifier: MIT
// PosixHost: the real world, each fact looked up when a script first asks.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/host.h"
#include "interp/vm/settings.h"
#include "tools/host/local_account.h"
#include "tools/host/lookups.h"
#include "tools/host/pam.h"
#include "tools/host/time_zone.h"

namespace trommel {

namespace delivery {
class DuplicateMemory;
class LocalStore;
class Vdir;
}  // namespace delivery

/// What scripts may see of this process, and whose filter runs.
struct PosixHostOptions {
  /// Names of the environment variables that a script may read; all others are
  /// absent, so that no secret of the caller gets out.
  std::vector<std::string> environment;
  /// Setting keep_environment: names and patterns that it may read as well.
  std::string keep;
  /// Setting add_environment: `name=value` that it reads instead.
  std::string added;
  /// The user; the process's own (real) user if absent.
  std::optional<uid_t> user;
  /// Instead of HOME and the password entry; empty: ask those.
  std::string home;

  /// Setting allow_path: where ${readfile may read; empty: anywhere.
  std::string allow_path;
  /// What the MTA handed over, by the names of variables.
  std::map<std::string, std::string, std::less<>> variables;

  /// Where the user's mailboxes are (delivery::Places::inbox); empty: there are
  /// none to ask.
  std::string inbox;
  /// The user's calendars (delivery::Vdir); empty: there are none.
  std::string calendars;
  /// What deliveries remember (delivery::StatePath); empty: nothing.
  std::string state;

  /// Takes keep, added, allow_path and the visibility of TZ from the settings.
  void Use(const vm::Settings& settings);
};

/// Starts and opens nothing but what a script asks for. Not thread-safe: one a
/// thread. Facts about the user are kept after the first look-up.
class PosixHost : public vm::Host {
 public:
  PosixHost();
  explicit PosixHost(PosixHostOptions options);
  ~PosixHost() override;

  /// CLOCK_REALTIME in the zone of TZ or /etc/localtime.
  text::DateTime Now() override;
  text::DateTime LocalTime(int64_t seconds) override;
  /// gethostname(2), without any domain look-up.
  std::string HostName() override;
  /// See tools/host/time_zone.h.
  std::optional<int32_t> ZoneMinutes(std::string_view zone,
                                     int64_t seconds) override;
  /// See tools/delivery/{local_store,vdir,duplicate_memory}.h.
  vm::MailStore* Mailboxes() override;
  vm::Calendars* UserCalendars() override;
  Result<bool> WasMarked(std::string_view id) override;
  std::string StartFolder() override;
  int64_t LoadAverage() override;
  vm::FreeSpace SpaceAt(const std::string& folder) override;
  int64_t ProcessId() override;
  /// The given home, else HOME (for the process's own user only), else the
  /// password entry's; empty if none.
  std::string Home() override;
  /// From the password entry, else LOGNAME, else the number.
  std::string LoginName() override;
  int64_t UserId() override;
  int64_t GroupId() override;
  std::optional<std::string> Environment(std::string_view name) override;
  /// stat(2), links followed. kPermission unless `path` is absolute and without
  /// NUL; a path that cannot be examined counts as absent.
  Result<bool> FileExists(const std::string& path) override;
  /// See tools/host/{file_reader,program_runner,socket_client}.h.
  Result<std::string> ReadFile(const std::string& path) override;
  Result<vm::FileStatus> StatFile(const std::string& path) override;
  Result<vm::ProgramResult> RunProgram(
      const vm::ProgramRequest& request) override;
  Result<std::string> AskSocket(const vm::SocketRequest& request) override;
  std::optional<std::string> Variable(std::string_view name) override;
  /// getrandom(2).
  uint64_t Random(uint64_t limit) override;
  Result<vm::LookupAnswer> Lookup(const vm::LookupDriver& driver,
                                  const vm::LookupRequest& request) override {
    return lookups_.Ask(driver, request);
  }
  Result<bool> CheckPam(const std::string& service,
                        std::span<const std::string> words) override {
    return trommel::CheckPam(service, words);
  }

 private:
  const Account& account();
  std::string InHome(const std::string& path);
  uid_t user() const;

  PosixHostOptions options_;
  std::optional<Account> account_;
  Lookups lookups_;
  std::unique_ptr<delivery::LocalStore> mailboxes_;
  std::unique_ptr<delivery::Vdir> calendars_;
  std::unique_ptr<delivery::DuplicateMemory> memory_;
  std::map<std::string, TimeZone, std::less<>> zones_;
};

/// Setting timezone: the zone of Now() and of TZ from here on; empty removes
/// TZ, which leaves the system's zone. Before any thread.
void SetTimeZone(const std::string& zone);

}  // namespace trommel
