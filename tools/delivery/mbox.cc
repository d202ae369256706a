// SPDX-License-Identifier: MIT
#include "tools/delivery/mbox.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "tools/delivery/files.h"
#include "tools/delivery/mbox_format.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kNowhere = "/dev/null";

// What must stand before a new message so that it begins after an empty line.
Result<std::string_view> Separator(int file, off_t size,
                                   const std::string& path) {
  constexpr std::string_view kEmptyLine = "\n\n";
  if (size == 0) return std::string_view();
  std::array<char, 2> tail = {'\n', '\n'};
  const off_t from = size >= 2 ? size - 2 : 0;
  const auto length = static_cast<size_t>(size - from);
  if (::pread(file, tail.data() + tail.size() - length, length, from) < 0) {
    return SystemError("read " + path, errno);
  }
  if (tail[1] != '\n') return kEmptyLine;
  return tail[0] == '\n' ? std::string_view() : kEmptyLine.substr(1);
}

class MboxStep : public Step {
 public:
  MboxStep(MboxTarget target, Pieces pieces)
      : target_(std::move(target)), pieces_(std::move(pieces)) {}

  Status Prepare() override {
    TRY_ASSIGN(mbox_, OpenInFolder());
    struct stat info {};
    if (::fstat(mbox_.file(), &info) != 0) {
      return SystemError("examine " + target_.path, errno);
    }
    size_ = info.st_size;
    started_ = true;
    Status written = Append();
    if (!written) Rollback();
    return written;
  }

  Status Commit() override {
    mbox_.Unlock();
    return {};
  }

  void Rollback() noexcept override {
    if (!std::exchange(started_, false)) return;
    if (mbox_.file() < 0 && !Reopen()) return;
    if (mbox_.created() && size_ == 0) {
      ::unlink(target_.path.c_str());
    } else if (::ftruncate(mbox_.file(), size_) != 0) {
      // Nothing more can be done; the message stays twice, which is no loss.
    }
    mbox_.Unlock();
  }

  std::string Describe() const override { return "mbox " + target_.path; }

 private:
  Result<LockedMbox> OpenInFolder() {
    Result<LockedMbox> mbox = Open();
    const std::string parent = ParentOf(target_.path);
    if (mbox || ::access(parent.c_str(), F_OK) == 0) return mbox;
    TRY(MakeFolders(parent));
    return Open();
  }

  Result<LockedMbox> Open() {
    return LockedMbox::Open(target_.path, target_.mode, target_.patience);
  }

  Status Append() {
    TRY_ASSIGN(std::string_view separator,
               Separator(mbox_.file(), size_, target_.path));
    const std::string from = MboxFromLine(target_.sender, target_.seconds);
    Pieces all = {separator, from};
    for (std::string_view piece : QuotedForMbox(pieces_)) all.push_back(piece);
    TRY(WritePieces(mbox_.file(), all, target_.path));
    end_ = size_ + static_cast<off_t>(TotalSize(all));
    TRY(Sync(mbox_.file(), target_.path));
    return mbox_.created() ? SyncFolder(ParentOf(target_.path)) : Status();
  }

  // Locks the file again after Commit; false when it has changed meanwhile.
  bool Reopen() noexcept {
    const bool created = mbox_.created();
    Result<LockedMbox> mbox = Open();
    if (!mbox) return false;
    struct stat info {};
    if (::fstat(mbox->file(), &info) != 0 || info.st_size != end_) {
      return false;
    }
    mbox_ = std::move(*mbox);
    mbox_.set_created(created);
    return true;
  }

  MboxTarget target_;
  Pieces pieces_;
  LockedMbox mbox_;
  bool started_ = false;  // there is something to undo
  off_t size_ = 0;        // of the file before us
  off_t end_ = 0;         // and after
};

// Delivers nowhere.
class NowhereStep : public Step {
 public:
  Status Prepare() override { return {}; }
  Status Commit() override { return {}; }
  void Rollback() noexcept override {}
  std::string Describe() const override { return std::string(kNowhere); }
};

}  // namespace

std::unique_ptr<Step> DeliverToMbox(MboxTarget target, Pieces pieces) {
  if (target.path == kNowhere) return std::make_unique<NowhereStep>();
  return std::make_unique<MboxStep>(std::move(target), std::move(pieces));
}

}  // namespace trommel::delivery
