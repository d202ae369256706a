// SPDX-License-Identifier: MIT
// Directories are listed whole, sorted, then given out entry by entry.
#include "tools/mailbox/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "tools/mailbox/window.h"

namespace trommel::mailbox {
namespace {

// Files of Dovecot and Courier that hold no mail.
constexpr auto kIndexPrefixes = std::to_array<std::string_view>(
    {"dovecot", "courier", "maildirfolder", "maildirsize", "subscriptions"});

// Starts the flags in the names of Maildir messages.
constexpr std::string_view kMaildirFlags = ":2,";

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

enum class FileKind : uint8_t { kFile, kDirectory, kOther };

FileKind KindOf(int dir, const dirent& entry) {
  if (entry.d_type == DT_REG) return FileKind::kFile;
  if (entry.d_type == DT_DIR) return FileKind::kDirectory;
  if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) {
    return FileKind::kOther;
  }
  struct stat info;
  // A link to nothing counts as a file: opening it tells what is wrong.
  if (fstatat(dir, entry.d_name, &info, 0) != 0) return FileKind::kFile;
  if (S_ISREG(info.st_mode)) return FileKind::kFile;
  return S_ISDIR(info.st_mode) ? FileKind::kDirectory : FileKind::kOther;
}

bool HoldsMessages(std::string_view name) {
  return name == "cur" || name == "new";
}

bool IsSkippedFile(std::string_view name) {
  if (name.starts_with('.')) return true;
  return std::any_of(
      kIndexPrefixes.begin(), kIndexPrefixes.end(),
      [&](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace

// Reads the directory `fd`, which it closes, into `frame`.
Status Walker::List(int fd, Frame* frame) {
  std::unique_ptr<DIR, CloseDir> dir(fdopendir(fd));
  if (!dir) {
    Error error{Code::kNoInput, SystemReason("cannot read", frame->path)};
    close(fd);
    return Err(std::move(error));
  }
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(dir.get());
    if (entry == nullptr) break;
    std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    FileKind kind = KindOf(fd, *entry);
    if (kind == FileKind::kOther) continue;
    bool directory = kind == FileKind::kDirectory;
    if (!directory && IsSkippedFile(name)) continue;
    frame->entries.push_back({frame->names.size(), directory});
    frame->names.append(name).push_back('\0');
  }
  if (errno == 0) return {};
  return Err(Code::kIo, SystemReason("cannot read", frame->path));
}

// By name; in a Maildir `cur` and `new` come first.
void Walker::Sort(Frame* frame) {
  const char* names = frame->names.data();
  std::sort(frame->entries.begin(), frame->entries.end(),
            [names](const Entry& a, const Entry& b) {
              return std::strcmp(names + a.name, names + b.name) < 0;
            });
  auto holds_messages = [names](const Entry& entry) {
    return entry.directory && HoldsMessages(names + entry.name);
  };
  if (frame->kind == Kind::kMessages) return;
  auto rest = std::stable_partition(frame->entries.begin(),
                                    frame->entries.end(), holds_messages);
  if (rest != frame->entries.begin()) frame->kind = Kind::kMaildir;
}

Status Walker::Push(const std::string& path, Kind kind) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  struct stat info;
  if (fd < 0 || fstat(fd, &info) != 0) {
    Error error{Code::kNoInput, SystemReason("cannot open", path)};
    if (fd >= 0) close(fd);
    return Err(std::move(error));
  }
  if (!seen_.emplace(info.st_dev, info.st_ino).second) {
    close(fd);
    return {};
  }
  Frame frame{path, kind};
  Status listed = List(fd, &frame);
  Sort(&frame);
  if (frame.kind != Kind::kOnlyMaildir) frames_.push_back(std::move(frame));
  return listed;
}

Status Walker::Start(const std::string& root) {
  TRY(Push(root, Kind::kPlain));
  root_is_maildir_ = frames_.back().kind == Kind::kMaildir;
  return {};
}

Walker::Kind Walker::KindInside(Kind outer, std::string_view name) {
  if (outer == Kind::kMaildir && HoldsMessages(name)) return Kind::kMessages;
  if (name.starts_with('.')) return Kind::kOnlyMaildir;
  return outer == Kind::kPlain ? Kind::kPlain : Kind::kSearch;
}

// Maildirs are no place for other files, but messages may have strayed there.
bool Walker::Yields(Kind kind, std::string_view name) {
  return kind == Kind::kPlain || kind == Kind::kMessages ||
         name.find(kMaildirFlags) != name.npos;
}

bool Walker::Next(Found* found) {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.next == frame.entries.size()) {
      frames_.pop_back();
      continue;
    }
    Entry entry = frame.entries[frame.next++];
    std::string_view name = frame.names.c_str() + entry.name;
    Kind kind = frame.kind;
    found->path = frame.path;
    if (!found->path.ends_with('/')) found->path += '/';
    found->path += name;
    found->in_maildir = kind != Kind::kPlain;
    found->failed = false;
    if (!entry.directory) {
      if (Yields(kind, name)) return true;
      continue;
    }
    bool no_mail =
        kind == Kind::kMessages || (kind == Kind::kMaildir && name == "tmp");
    if (no_mail) continue;
    if (Status pushed = Push(found->path, KindInside(kind, name)); !pushed) {
      found->failed = true;
      found->error = std::move(pushed.error());
      return true;
    }
  }
  return false;
}

}  // namespace trommel::mailbox
