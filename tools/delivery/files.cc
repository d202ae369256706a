// SPDX-License-Identifier: MIT
#include "tools/delivery/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

constexpr size_t kVectors = 64;
constexpr mode_t kFolderMode = 0700;

// A place in a list of pieces.
struct Cursor {
  size_t piece = 0;
  size_t offset = 0;
};

// The next pieces as vectors; their number.
size_t Collect(const Pieces& pieces, Cursor at,
               std::array<iovec, kVectors>* vectors) {
  size_t count = 0;
  for (; at.piece < pieces.size() && count < kVectors; ++at.piece) {
    const std::string_view rest = pieces[at.piece].substr(at.offset);
    at.offset = 0;
    if (rest.empty()) continue;
    (*vectors)[count++] = {const_cast<char*>(rest.data()), rest.size()};
  }
  return count;
}

void Advance(const Pieces& pieces, size_t written, Cursor* at) {
  while (written > 0) {
    const size_t left = pieces[at->piece].size() - at->offset;
    if (written < left) {
      at->offset += written;
      return;
    }
    written -= left;
    ++at->piece;
    at->offset = 0;
  }
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    Close();
    number_ = other.Release();
  }
  return *this;
}

void Descriptor::Close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

int Descriptor::Release() { return std::exchange(number_, -1); }

Failure SystemError(const std::string& what, int error) {
  return Err(Code::kTemporary, "cannot " + what + ": " + std::strerror(error));
}

Status WritePieces(int descriptor, const Pieces& pieces,
                   const std::string& name) {
  Cursor at;
  std::array<iovec, kVectors> vectors;
  while (const size_t count = Collect(pieces, at, &vectors)) {
    TRY(CheckInterrupt());
    const ssize_t n =
        ::writev(descriptor, vectors.data(), static_cast<int>(count));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError("write " + name, errno);
    Advance(pieces, static_cast<size_t>(n), &at);
  }
  return {};
}

size_t TotalSize(const Pieces& pieces) {
  size_t size = 0;
  for (std::string_view piece : pieces) size += piece.size();
  return size;
}

Status Sync(int descriptor, const std::string& name) {
  while (::fsync(descriptor) != 0) {
    if (errno == EINVAL) return {};
    if (errno != EINTR) return SystemError("sync " + name, errno);
  }
  return {};
}

Status SyncFolder(const std::string& path) {
  const Descriptor folder(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return SystemError("open " + path, errno);
  return Sync(folder.get(), path);
}

Status MakeFolders(const std::string& path) {
  // The longest part that is there, then each below it.
  size_t end = path.size();
  while (end > 1 && ::access(path.substr(0, end).c_str(), F_OK) != 0) {
    end = std::max<size_t>(1, path.rfind('/', end - 1));
  }
  while (end < path.size()) {
    end = std::min(path.find('/', end + 1), path.size());
    const std::string folder = path.substr(0, end);
    if (::mkdir(folder.c_str(), kFolderMode) == 0) {
      TRY(SyncFolder(ParentOf(folder)));
    } else if (errno != EEXIST) {
      return SystemError("make " + folder, errno);
    }
  }
  return {};
}

std::string ParentOf(const std::string& path) {
  return path.substr(0, std::max<size_t>(1, path.rfind('/')));
}

}  // namespace trommel::delivery
