// SPDX-License-Identifier: MIT
// SaveProgram: replaces a file as a whole or not at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "interp/program/program.h"

namespace trommel {
namespace {

/// Makes a file beside `path` that did not exist; its name goes to `name`.
int OpenBeside(const std::string& path, std::string& name) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    name = path + ".tmp." + std::to_string(getpid()) + "." + std::to_string(i);
    int fd = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

Status Failed(const std::string& path) {
  return Err(Code::kIo, path + ": " + std::strerror(errno));
}

/// What a symbolic link leads to is replaced, not the link.
std::string Resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(
      realpath(path.c_str(), nullptr), &std::free);
  return real ? real.get() : path;
}

/// Whether it is there and neither a file nor a folder: a device, a pipe.
bool IsSpecial(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) &&
         !S_ISDIR(info.st_mode);
}

Status WriteInto(const std::string& path, std::string_view bytes) {
  const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return Failed(path);
  const bool written = WriteAll(fd, bytes);
  const int write_error = errno;
  const bool closed = close(fd) == 0;
  if (written && closed) return {};
  if (!written) errno = write_error;
  return Failed(path);
}

}  // namespace

Status SaveProgram(std::string_view bytes, const std::string& given) {
  const std::string path = Resolved(given);
  if (IsSpecial(path)) return WriteInto(path, bytes);
  std::string name;
  int fd = OpenBeside(path, name);
  if (fd < 0) return Failed(path);
  bool written = WriteAll(fd, bytes) && fsync(fd) == 0;
  int write_error = errno;
  bool closed = close(fd) == 0;
  if (!written) errno = write_error;
  if (written && closed && rename(name.c_str(), path.c_str()) == 0) return {};
  Status failed = Failed(path);
  unlink(name.c_str());
  return failed;
}

}  // namespace trommel
