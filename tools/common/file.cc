// SPDX-License-Identifier: MIT
#include "tools/common/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/common/output.h"

namespace trommel {
namespace {

constexpr size_t kMapFrom = size_t{1} << 20U;
constexpr size_t kFirstRead = size_t{16} << 10U;

Failure NoInput(const std::string& name, int error) {
  return Err(Code::kNoInput,
             "cannot read " + name + ": " + std::strerror(error));
}

// Closes a descriptor of ours, never stdin.
struct Closer {
  int descriptor;
  ~Closer() {
    if (descriptor > STDERR_FILENO) ::close(descriptor);
  }
};

}  // namespace

FileBytes::FileBytes(FileBytes&& other) noexcept { *this = std::move(other); }

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(map_, other.map_);
  std::swap(map_size_, other.map_size_);
  return *this;
}

FileBytes::~FileBytes() {
  if (map_ != nullptr) ::munmap(const_cast<char*>(map_), map_size_);
}

Result<FileBytes> FileBytes::Read(const std::string& path) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor =
      standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return NoInput(name, errno);
  const Closer closer{descriptor};
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) return NoInput(name, errno);
  if (S_ISDIR(info.st_mode)) return NoInput(name, EISDIR);
  FileBytes out;
  const auto size = static_cast<size_t>(info.st_size);
  const bool whole = !standard || ::lseek(descriptor, 0, SEEK_CUR) == 0;
  if (S_ISREG(info.st_mode) && size >= kMapFrom && whole) {
    void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (map == MAP_FAILED) return NoInput(name, errno);
    out.map_ = static_cast<const char*>(map);
    out.map_size_ = size;
    return out;
  }
  if (S_ISREG(info.st_mode)) out.bytes_.reserve(size + 1);
  TRY(out.ReadAll(descriptor, name));
  return out;
}

Status FileBytes::ReadAll(int descriptor, const std::string& name) {
  size_t filled = 0;
  for (;;) {
    if (bytes_.size() == filled) {
      const bool reserved = bytes_.capacity() > std::string().capacity();
      bytes_.resize(filled == 0 && reserved ? bytes_.capacity()
                                            : std::max(filled * 2, kFirstRead));
    }
    const ssize_t n =
        ::read(descriptor, bytes_.data() + filled, bytes_.size() - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return NoInput(name, errno);
    if (n == 0) break;
    filled += static_cast<size_t>(n);
  }
  bytes_.resize(filled);
  return {};
}

std::string FileBytes::Take() && {
  if (map_ == nullptr) return std::move(bytes_);
  return std::string(view());
}

Status WriteFile(const std::string& path, std::string_view bytes) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return Err(Code::kIo, "cannot write " + path + ": " + std::strerror(errno));
  }
  const Closer closer{descriptor};
  Output out(descriptor);
  out.Write(bytes);
  return out.Flush();
}

bool IsReadableFile(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         ::access(path.c_str(), R_OK) == 0;
}

}  // namespace trommel
