// SPDX-License-Identifier: MIT
#include "tools/delivery/vdir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "interp/program/builder.h"
#include "interp/text/ascii.h"
#include "tools/delivery/files.h"

namespace trommel::delivery {
namespace {

constexpr size_t kMostBytes = size_t{1} << 20U;
constexpr size_t kMostFiles = 10000;
constexpr size_t kNameBytes = 200;
constexpr unsigned kPrivate = 0600;
constexpr std::string_view kSuffix = ".ics";

bool IsPlain(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytes && name[0] != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return text::IsAlnum(c) || c == '-' || c == '_' || c == '.' ||
                  c == '@';
         });
}

// Names in a folder, sorted; none when it is missing.
Result<std::vector<std::string>> NamesIn(const std::string& folder) {
  std::vector<std::string> out;
  DIR* open = ::opendir(folder.c_str());
  if (open == nullptr) {
    if (errno == ENOENT) return out;
    return SystemError("open the calendar " + folder, errno);
  }
  while (out.size() < kMostFiles) {
    const dirent* entry = ::readdir(open);
    if (entry == nullptr) break;
    if (entry->d_name[0] != '.') out.emplace_back(entry->d_name);
  }
  ::closedir(open);
  std::sort(out.begin(), out.end());
  return out;
}

// A regular file's bytes; absent when it is none, too large or gone.
Result<std::optional<std::string>> ReadObject(const std::string& path) {
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!file.open()) {
    if (errno == ENOENT || errno == ELOOP) return std::optional<std::string>();
    return SystemError("open " + path, errno);
  }
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      static_cast<size_t>(info.st_size) > kMostBytes) {
    return std::optional<std::string>();
  }
  std::string out;
  std::array<char, 8192> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) return SystemError("read " + path, errno);
    if (got == 0) return std::optional<std::string>(std::move(out));
    out.append(buffer.data(), static_cast<size_t>(got));
  }
}

// Whether an object's unfolded lines say `UID:uid`.
bool IsOf(std::string_view bytes, std::string_view uid) {
  constexpr std::string_view kUid = "UID:";
  std::string line;
  auto matches = [&] {
    return text::StartsCaseless(line, kUid) &&
           std::string_view(line).substr(kUid.size()) == uid;
  };
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (part.ends_with('\r')) part.remove_suffix(1);
    if (part.starts_with(' ') || part.starts_with('\t')) {
      line += part.substr(1);
      continue;
    }
    if (matches()) return true;
    line = part;
  }
  return matches();
}

class CalendarStep : public Step {
 public:
  CalendarStep(const std::string& folder, std::string_view calendar,
               std::string_view uid, std::optional<std::string_view> data)
      : vdir_(folder), calendar_(calendar), uid_(uid), data_(data) {}

  Status Prepare() override {
    TRY_ASSIGN(path_, vdir_.PathOf(uid_));
    if (!path_.empty()) {
      TRY_ASSIGN(before_, ReadObject(path_));
    }
    if (!data_) return {};
    if (path_.empty()) path_ = vdir_.NewPath(calendar_, uid_);
    return WriteTo(TemporaryOf(), *data_);
  }

  Status Commit() override {
    if (path_.empty()) return {};
    if (!data_) {
      if (::unlink(path_.c_str()) != 0 && errno != ENOENT) {
        return SystemError("remove " + path_, errno);
      }
    } else if (::rename(TemporaryOf().c_str(), path_.c_str()) != 0) {
      return SystemError("rename to " + path_, errno);
    }
    committed_ = true;
    return SyncFolder(ParentOf(path_));
  }

  void Rollback() noexcept override {
    if (path_.empty()) return;
    ::unlink(TemporaryOf().c_str());
    if (committed_ && before_) {
      if (WriteTo(TemporaryOf(), *before_)) {
        ::rename(TemporaryOf().c_str(), path_.c_str());
      }
    } else if (committed_) {
      ::unlink(path_.c_str());
    }
    committed_ = false;
  }

  std::string Describe() const override { return "calendar"; }

 private:
  std::string TemporaryOf() const {
    return ParentOf(path_) + "/.trommel-" + std::to_string(::getpid()) + ".tmp";
  }

  static Status WriteTo(const std::string& path, std::string_view bytes) {
    const Descriptor file(::open(
        path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
        kPrivate));
    if (!file.open()) return SystemError("make " + path, errno);
    TRY(WritePieces(file.get(), {bytes}, path));
    return Sync(file.get(), path);
  }

  Vdir vdir_;
  std::string calendar_;
  std::string uid_;
  std::optional<std::string_view> data_;
  std::string path_;
  std::optional<std::string> before_;
  bool committed_ = false;
};

}  // namespace

std::string Vdir::FolderOf(std::string_view calendar) const {
  return calendar.empty() ? folder_ : folder_ + "/" + std::string(calendar);
}

Result<bool> Vdir::Has(std::string_view calendar) {
  if (!calendar.empty() && !IsPlain(calendar)) return false;
  struct stat info {};
  return ::stat(FolderOf(calendar).c_str(), &info) == 0 &&
         S_ISDIR(info.st_mode);
}

Result<std::vector<std::string>> Vdir::Ids() const {
  TRY_ASSIGN(const std::vector<std::string> names, NamesIn(folder_));
  std::vector<std::string> out = {""};
  for (const std::string& name : names) {
    struct stat info {};
    const bool folder = IsPlain(name) && !name.ends_with(kSuffix) &&
                        ::stat(FolderOf(name).c_str(), &info) == 0 &&
                        S_ISDIR(info.st_mode);
    if (folder) out.push_back(name);
  }
  return out;
}

Result<std::optional<Vdir::Place>> Vdir::LocateIn(const std::string& calendar,
                                                  std::string_view uid) {
  const std::string likely = NewPath(calendar, uid);
  std::vector<std::string> paths = {likely};
  TRY_ASSIGN(const std::vector<std::string> names, NamesIn(FolderOf(calendar)));
  for (const std::string& name : names) {
    if (name.ends_with(kSuffix))
      paths.push_back(FolderOf(calendar) + "/" + name);
  }
  for (std::string& path : paths) {
    TRY_ASSIGN(std::optional<std::string> bytes, ReadObject(path));
    if (!bytes || !IsOf(*bytes, uid)) continue;
    return std::optional<Place>(
        Place{calendar, std::move(path), std::move(*bytes)});
  }
  return std::optional<Place>();
}

Result<std::optional<Vdir::Place>> Vdir::Locate(std::string_view uid) {
  TRY_ASSIGN(const std::vector<std::string> ids, Ids());
  for (const std::string& id : ids) {
    TRY_ASSIGN(std::optional<Place> place, LocateIn(id, uid));
    if (place) return place;
  }
  return std::optional<Place>();
}

Result<std::optional<Vdir::Found>> Vdir::Find(std::string_view uid) {
  TRY_ASSIGN(std::optional<Place> place, Locate(uid));
  if (!place) return std::optional<Found>();
  return std::optional<Found>(
      Found{std::move(place->calendar), std::move(place->bytes)});
}

Result<std::string> Vdir::PathOf(std::string_view uid) {
  TRY_ASSIGN(std::optional<Place> place, Locate(uid));
  return place ? std::move(place->path) : std::string();
}

std::string Vdir::NewPath(std::string_view calendar,
                          std::string_view uid) const {
  std::string name(uid);
  if (!IsPlain(uid)) {
    std::array<char, 40> digits{};
    std::snprintf(digits.data(), digits.size(), "trommel-%016llx",
                  static_cast<unsigned long long>(HashSource(uid)));
    name = digits.data();
  }
  return FolderOf(calendar) + "/" + name + std::string(kSuffix);
}

std::unique_ptr<Step> ChangeCalendar(const std::string& folder,
                                     std::string_view calendar,
                                     std::string_view uid,
                                     std::optional<std::string_view> data) {
  return std::make_unique<CalendarStep>(folder, calendar, uid, data);
}

}  // namespace trommel::delivery
