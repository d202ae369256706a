// SPDX-License-Identifier: MIT
#include "stdlib/shared/lookup_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "interp/base/work.h"

namespace trommel::stdlib {
namespace {

/// What a call of the system costs, beside the bytes that a loop looks at.
constexpr uint64_t kReadCost = 4096;

}  // namespace

LookupFile LookupFile::Open(std::string_view path, int* error) {
  LookupFile file;
  file.path_ = path;
  *error = ENOENT;
  // Exim runs in a folder of its own, where no relative name is found.
  if (!path.starts_with('/') || path.find('\0') != std::string_view::npos) {
    return file;
  }
  const int descriptor =
      ::open(file.path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  *error = descriptor < 0 ? errno : 0;
  if (descriptor < 0) return file;
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) *error = errno;
  if (*error == 0 && S_ISDIR(info.st_mode)) *error = EISDIR;
  if (*error == 0 && !S_ISREG(info.st_mode)) *error = EINVAL;
  if (*error != 0) {
    ::close(descriptor);
    return file;
  }
  file.descriptor_ = descriptor;
  file.size_ = static_cast<uint64_t>(info.st_size);
  file.device_ = info.st_dev;
  file.inode_ = info.st_ino;
  file.modified_ = info.st_mtim;
  return file;
}

LookupFile::LookupFile(LookupFile&& other) noexcept {
  *this = std::move(other);
}

LookupFile& LookupFile::operator=(LookupFile&& other) noexcept {
  path_.swap(other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  std::swap(modified_, other.modified_);
  return *this;
}

LookupFile::~LookupFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

size_t LookupFile::Read(uint64_t offset, char* buffer, size_t size) const {
  size_t got = 0;
  if (offset > size_) return 0;
  while (got < size) {
    const ssize_t n = ::pread(descriptor_, buffer + got, size - got,
                              static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    got += static_cast<size_t>(n);
  }
  work::Spend(got + kReadCost);
  return got;
}

bool LookupFile::ReadAll(uint64_t offset, size_t size, std::string* out) const {
  if (offset > size_ || size > size_ - offset) return false;
  out->resize(size);
  return Read(offset, out->data(), size) == size;
}

bool LookupFile::Changed() const {
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return true;
  return info.st_dev != device_ || info.st_ino != inode_ ||
         static_cast<uint64_t>(info.st_size) != size_ ||
         info.st_mtim.tv_sec != modified_.tv_sec ||
         info.st_mtim.tv_nsec != modified_.tv_nsec;
}

}  // namespace trommel::stdlib
