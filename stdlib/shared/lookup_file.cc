// SPDX-License-Identifier: MIT
#include "stdlib/shared/lookup_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace trommel::stdlib {
namespace {

Failure CannotOpen(std::string_view path, std::string_view what, int error) {
  return Err(Code::kRun, "failed to open " + std::string(path) + " for " +
                             std::string(what) + ": " + std::strerror(error));
}

}  // namespace

Result<LookupFile> LookupFile::Open(std::string_view path,
                                    std::string_view what) {
  LookupFile file;
  file.path_ = path;
  const int descriptor =
      ::open(file.path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return CannotOpen(path, what, errno);
  struct stat info {};
  int error = ::fstat(descriptor, &info) != 0 ? errno : 0;
  if (error == 0 && S_ISDIR(info.st_mode)) error = EISDIR;
  if (error == 0 && !S_ISREG(info.st_mode)) error = EINVAL;
  if (error == 0 && info.st_size > 0) {
    file.size_ = static_cast<size_t>(info.st_size);
    void* map =
        ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (map == MAP_FAILED) {
      error = errno;
      file.size_ = 0;
    } else {
      file.map_ = static_cast<const char*>(map);
    }
  }
  ::close(descriptor);
  if (error != 0) return CannotOpen(path, what, error);
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
  std::swap(map_, other.map_);
  std::swap(size_, other.size_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  std::swap(modified_, other.modified_);
  return *this;
}

LookupFile::~LookupFile() {
  if (map_ != nullptr) ::munmap(const_cast<char*>(map_), size_);
}

bool LookupFile::Changed() const {
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return true;
  return info.st_dev != device_ || info.st_ino != inode_ ||
         static_cast<size_t>(info.st_size) != size_ ||
         info.st_mtim.tv_sec != modified_.tv_sec ||
         info.st_mtim.tv_nsec != modified_.tv_nsec;
}

}  // namespace trommel::stdlib
