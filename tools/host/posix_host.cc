// SPDX-License-Identifier: MIT
#include "tools/host/posix_host.h"

#include <pwd.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <ctime>

#include "interp/text/ascii.h"
#include "tools/delivery/duplicate_memory.h"
#include "tools/delivery/local_store.h"
#include "tools/delivery/vdir.h"
#include "tools/host/environment.h"
#include "tools/host/file_reader.h"
#include "tools/host/program_runner.h"
#include "tools/host/socket_client.h"

namespace trommel {
namespace {

constexpr size_t kLargestEntry = size_t{1} << 20U;

std::string EnvironmentOr(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : std::move(otherwise);
}

// Room for one password entry grows until it fits; null when there is none.
const passwd* FindEntry(uid_t user, passwd* entry, std::string* room) {
  passwd* found = nullptr;
  for (room->resize(1024); room->size() < kLargestEntry;
       room->resize(room->size() * 2)) {
    int error = ::getpwuid_r(user, entry, room->data(), room->size(), &found);
    if (error != ERANGE) break;
  }
  return found;
}

}  // namespace

void PosixHostOptions::Use(const vm::Settings& settings) {
  keep = settings.keep_environment;
  added = settings.add_environment;
  allow_path = settings.allow_path;
  calendars = settings.calendar_folder;
  const std::string& zone = settings.timezone;
  const bool set = !zone.empty() && !text::EqualsCaseless(zone, "UTC");
  if (set) environment.emplace_back("TZ");
}

PosixHost::PosixHost() = default;

PosixHost::PosixHost(PosixHostOptions options) : options_(std::move(options)) {}

PosixHost::~PosixHost() = default;

vm::MailStore* PosixHost::Mailboxes() {
  if (!mailboxes_ && !options_.inbox.empty()) {
    mailboxes_ = std::make_unique<delivery::LocalStore>(options_.inbox, Home());
  }
  return mailboxes_.get();
}

vm::Calendars* PosixHost::UserCalendars() {
  if (!calendars_ && !options_.calendars.empty()) {
    calendars_ = std::make_unique<delivery::Vdir>(InHome(options_.calendars));
  }
  return calendars_.get();
}

std::string PosixHost::InHome(const std::string& path) {
  return path.starts_with('/') ? path : Home() + "/" + path;
}

Result<bool> PosixHost::WasMarked(std::string_view id) {
  if (options_.state.empty()) return false;
  if (!memory_) {
    memory_ = std::make_unique<delivery::DuplicateMemory>(options_.state);
  }
  return memory_->Holds(id, Now().seconds);
}

std::optional<int32_t> PosixHost::ZoneMinutes(std::string_view zone,
                                              int64_t seconds) {
  if (zone.empty()) {
    const std::time_t then = seconds;
    std::tm local{};
    if (::localtime_r(&then, &local) == nullptr) return 0;
    return static_cast<int32_t>(local.tm_gmtoff / 60);
  }
  auto found = zones_.find(zone);
  if (found == zones_.end()) {
    found = zones_.emplace(zone, TimeZone::Load(zone)).first;
  }
  return found->second.Minutes(seconds);
}

text::DateTime PosixHost::Now() { return LocalTime(std::time(nullptr)); }

text::DateTime PosixHost::LocalTime(int64_t seconds) {
  const std::time_t time = seconds;
  std::tm local{};
  if (::localtime_r(&time, &local) == nullptr) return {seconds, 0};
  return {seconds, static_cast<int32_t>(local.tm_gmtoff / 60)};
}

std::string PosixHost::HostName() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

std::string PosixHost::StartFolder() {
  std::array<char, PATH_MAX> path{};
  if (::getcwd(path.data(), path.size()) == nullptr) return {};
  return path.data();
}

int64_t PosixHost::ProcessId() { return ::getpid(); }

uid_t PosixHost::user() const { return options_.user.value_or(::getuid()); }

const Account& PosixHost::account() {
  if (account_) return *account_;
  account_ = LocalAccount(user());
  if (account_) return *account_;
  account_ = Account();
  passwd entry{};
  std::string room;
  const passwd* found = FindEntry(user(), &entry, &room);
  if (found != nullptr) {
    *account_ = {found->pw_name, found->pw_dir, found->pw_gid};
  } else {
    account_->name = EnvironmentOr("LOGNAME", std::to_string(user()));
    account_->group = ::getgid();
  }
  return *account_;
}

std::string PosixHost::Home() {
  if (!options_.home.empty()) return options_.home;
  if (user() != ::getuid()) return account().home;
  const std::string home = EnvironmentOr("HOME", "");
  return home.empty() ? account().home : home;
}

std::string PosixHost::LoginName() { return account().name; }

int64_t PosixHost::LoadAverage() {
  double load = 0;
  if (::getloadavg(&load, 1) != 1) return -1;
  return static_cast<int64_t>(load * 1000);
}

vm::FreeSpace PosixHost::SpaceAt(const std::string& folder) {
  struct statvfs info {};
  if (::statvfs(folder.c_str(), &info) != 0) return {};
  constexpr uint64_t kKilobyte = 1024;
  return {static_cast<int64_t>(info.f_bavail * info.f_frsize / kKilobyte),
          static_cast<int64_t>(info.f_favail)};
}

int64_t PosixHost::UserId() { return user(); }

int64_t PosixHost::GroupId() {
  return user() == ::getuid() ? ::getgid() : account().group;
}

std::optional<std::string> PosixHost::Environment(std::string_view name) {
  if (auto value = AddedVariable(options_.added, name)) return value;
  const auto& allowed = options_.environment;
  const bool visible =
      std::find(allowed.begin(), allowed.end(), name) != allowed.end() ||
      KeepsVariable(options_.keep, name);
  const char* value =
      visible ? std::getenv(std::string(name).c_str()) : nullptr;
  if (value == nullptr) return std::nullopt;
  return value;
}

Result<bool> PosixHost::FileExists(const std::string& path) {
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) {
    return Err(Code::kPermission, "\"" + path + "\" is no absolute path");
  }
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

Result<std::string> PosixHost::ReadFile(const std::string& path) {
  return ReadForFilter(path, options_.allow_path);
}

Result<vm::FileStatus> PosixHost::StatFile(const std::string& path) {
  return StatForFilter(path);
}

Result<vm::ProgramResult> PosixHost::RunProgram(
    const vm::ProgramRequest& request) {
  return RunForFilter(request,
                      FilteredEnvironment(options_.keep, options_.added));
}

Result<std::string> PosixHost::AskSocket(const vm::SocketRequest& request) {
  return AskSocketForFilter(request);
}

std::optional<std::string> PosixHost::Variable(std::string_view name) {
  const auto found = options_.variables.find(name);
  if (found != options_.variables.end()) return found->second;
  std::array<char, PATH_MAX> folder;
  const bool asked = name == "initial_cwd";
  if (!asked || ::getcwd(folder.data(), folder.size()) == nullptr) {
    return std::nullopt;
  }
  return folder.data();
}

uint64_t PosixHost::Random(uint64_t limit) {
  uint64_t bits = 0;
  if (::getrandom(&bits, sizeof(bits), 0) != sizeof(bits) || limit == 0) {
    return 0;
  }
  return bits % limit;
}

void SetTimeZone(const std::string& zone) {
  if (zone.empty()) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", zone.c_str(), 1);
  }
}

}  // namespace trommel
