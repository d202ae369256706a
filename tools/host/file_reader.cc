// SPDX-License-Identifier: MIT
#include "tools/host/file_reader.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "interp/base/limits.h"
#include "stdlib/shared/exim_list.h"
#include "tools/delivery/files.h"

namespace trommel {
namespace {

using delivery::Descriptor;

constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
constexpr size_t kBlock = size_t{16} << 10U;

Failure Refused(int error) { return Err(Code::kRun, std::strerror(error)); }

/// Folder by folder, no link followed.
int WalkBelow(Descriptor folder, const std::string& rest) {
  for (size_t at = 0; at <= rest.size();) {
    const size_t end = std::min(rest.find('/', at), rest.size());
    std::string part = rest.substr(at, end - at);
    at = end + 1;
    if (part == "..") {
      errno = EXDEV;
      return -1;
    }
    if (part.empty()) part = ".";
    const int next = ::openat(folder.get(), part.c_str(), kFlags | O_NOFOLLOW);
    if (next < 0) return -1;
    folder = Descriptor(next);
  }
  return folder.Release();
}

/// A descriptor of `rest` below `directory`, or -1 with errno.
int OpenBelow(const std::string& directory, const std::string& rest) {
  Descriptor folder(
      ::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return -1;
  open_how how{};
  how.flags = kFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const auto opened = static_cast<int>(
      ::syscall(SYS_openat2, folder.get(), rest.c_str(), &how, sizeof(how)));
  if (opened >= 0 || (errno != ENOSYS && errno != EPERM)) return opened;
  return WalkBelow(std::move(folder), rest);
}

/// What is behind `directory/` in `path`; empty if it is not below.
std::string Below(const std::string& path, std::string directory) {
  while (directory.ends_with('/')) directory.pop_back();
  directory += '/';
  return path.starts_with(directory) ? path.substr(directory.size()) : "";
}

Result<Descriptor> OpenAllowed(const std::string& path,
                               std::string_view allowed) {
  stdlib::exim::ListReader list(allowed);
  while (std::optional<std::string> directory = list.Next()) {
    const std::string rest = Below(path, *directory);
    if (!directory->starts_with('/') || rest.empty()) continue;
    const int opened = OpenBelow(*directory, rest);
    if (opened >= 0) return Descriptor(opened);
    if (errno != EXDEV && errno != ELOOP) return Refused(errno);
  }
  return Err(Code::kPermission, "failed to open " + path +
                                    ": not below a directory of allow_path");
}

Result<Descriptor> Open(const std::string& path, std::string_view allowed) {
  if (!allowed.empty()) return OpenAllowed(path, allowed);
  const int opened = ::open(path.c_str(), kFlags);
  if (opened < 0) return Refused(errno);
  return Descriptor(opened);
}

Result<std::string> ReadAll(const Descriptor& file, const std::string& path) {
  std::string out;
  std::array<char, kBlock> block;
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno != EISDIR && errno != EAGAIN) return Refused(errno);
    if (got <= 0) return out;
    out.append(block.data(), static_cast<size_t>(got));
    if (out.size() > limits::kReadFileBytes) {
      return Err(Code::kLimit, path + " is longer than " +
                                   std::to_string(limits::kReadFileBytes) +
                                   " bytes");
    }
  }
}

}  // namespace

Result<std::string> ReadForFilter(const std::string& path,
                                  std::string_view allowed) {
  TRY_ASSIGN(const Descriptor file, Open(path, allowed));
  return ReadAll(file, path);
}

Result<vm::FileStatus> StatForFilter(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Refused(errno);
  vm::FileStatus out;
  out.mode = info.st_mode;
  out.inode = static_cast<int64_t>(info.st_ino);
  out.device = static_cast<int64_t>(info.st_dev);
  out.links = static_cast<int64_t>(info.st_nlink);
  out.user = info.st_uid;
  out.group = info.st_gid;
  out.size = info.st_size;
  out.accessed = info.st_atime;
  out.modified = info.st_mtime;
  out.changed = info.st_ctime;
  return out;
}

}  // namespace trommel
