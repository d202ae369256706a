// SPDX-License-Identifier: MIT
#include "tools/host/include_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "interp/base/limits.h"

namespace trommel {
namespace {

constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

// Closes what it holds.
class Opened {
 public:
  explicit Opened(int number) : number_(number) {}
  ~Opened() { Reset(-1); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int get() const { return number_; }
  void Reset(int number) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
  }

 private:
  int number_;
};

Failure Outside(const std::string& path, const std::string& directory) {
  return Err(Code::kScript,
             "included file " + path + " is not in directory " + directory);
}

Status OpenAnywhere(const std::string& path, Opened* file) {
  file->Reset(::open(path.c_str(), kFlags));
  if (file->get() >= 0) return {};
  return Err(Code::kNoInput, "failed to open included file " + path + ": " +
                                 std::strerror(errno));
}

// Folder by folder below `directory`, so that no link leads out of it.
Status OpenBelow(const std::string& path, std::string directory, Opened* file) {
  while (directory.ends_with('/')) directory.pop_back();
  const size_t base = directory.size();
  if (!path.starts_with(directory) || path.size() <= base ||
      path[base] != '/') {
    return Outside(path, directory);
  }
  file->Reset(::open((directory + "/").c_str(), kFlags | O_DIRECTORY));
  for (size_t at = base + 1; at <= path.size() && file->get() >= 0;) {
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string part = path.substr(at, end - at);
    if (part == "..") return Outside(path, directory);
    file->Reset(::openat(file->get(), part.c_str(), kFlags | O_NOFOLLOW));
    at = end + 1;
  }
  if (file->get() >= 0) return {};
  return Err(Code::kScript,
             "failed to open " + path +
                 " (component of included file); could be symbolic link");
}

// As many bytes as the file was long when it was opened.
Status ReadSize(int descriptor, const std::string& path, std::string* bytes) {
  size_t done = 0;
  while (done < bytes->size()) {
    const ssize_t got =
        ::read(descriptor, bytes->data() + done, bytes->size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return Err(Code::kTemporary, "error while reading included file " + path +
                                       ": " + std::strerror(errno));
    }
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  bytes->resize(done);
  return {};
}

}  // namespace

Result<std::string> IncludeFiles::Read(const std::string& path,
                                       const std::string& directory) {
  Opened file(-1);
  TRY(directory.empty() ? OpenAnywhere(path, &file)
                        : OpenBelow(path, directory, &file));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) {
    return Err(Code::kTemporary, "failed to stat included file " + path + ": " +
                                     std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) {
    return Err(Code::kScript, "error while reading included file " + path +
                                  ": " + std::strerror(EISDIR));
  }
  if (!S_ISREG(info.st_mode)) return std::string();
  const auto size = static_cast<size_t>(info.st_size);
  if (size > limits::kScriptBytes) {
    return Err(Code::kScript, "included file " + path + " is too big (max " +
                                  std::to_string(limits::kScriptBytes) + ")");
  }
  std::string bytes(size, '\0');
  TRY(ReadSize(file.get(), path, &bytes));
  return bytes;
}

}  // namespace trommel
