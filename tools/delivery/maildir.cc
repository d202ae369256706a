// SPDX-License-Identifier: MIT
#include "tools/delivery/maildir.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "tools/delivery/files.h"
#include "tools/delivery/locked_lines.h"

namespace trommel::delivery {
namespace {

constexpr int kNameTries = 16;
constexpr unsigned kPrivate = 0600;
constexpr unsigned kFolderMode = 0700;

// This host's name as Maildir writes it: no slash, no colon.
std::string MaildirHost() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  std::string out;
  for (const char* c = name.data(); *c != 0; ++c) {
    if (*c == '/') {
      out += "\\057";
    } else if (*c == ':') {
      out += "\\072";
    } else {
      out += *c;
    }
  }
  return out;
}

// A name that this process has not used before.
std::string UniqueName(size_t size) {
  static unsigned count = 0;
  timeval now{};
  ::gettimeofday(&now, nullptr);
  return std::to_string(now.tv_sec) + ".M" + std::to_string(now.tv_usec) + "P" +
         std::to_string(::getpid()) + "Q" + std::to_string(++count) + "." +
         MaildirHost() + ",S=" + std::to_string(size);
}

// Makes the folder; tmp last, since its presence stands for all.
Status MakeMaildir(const std::string& folder) {
  TRY(MakeFolders(folder));
  for (const char* part : {"/cur", "/new", "/tmp"}) {
    const std::string path = folder + part;
    if (::mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST) {
      return SystemError("make " + path, errno);
    }
  }
  TRY(SyncFolder(folder));
  const bool inside = folder[folder.rfind('/') + 1] == '.' &&
                      ::access((ParentOf(folder) + "/cur").c_str(), F_OK) == 0;
  if (!inside) return {};
  const std::string mark = folder + "/maildirfolder";
  const Descriptor made(
      ::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kPrivate));
  if (!made.open()) return SystemError("make " + mark, errno);
  return {};
}

// rename(2) that never replaces a file.
bool RenameToNew(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(),
                  RENAME_NOREPLACE) == 0) {
    return true;
  }
  if (errno != EINVAL && errno != ENOSYS) return false;
  return ::rename(from.c_str(), to.c_str()) == 0;
}

class MaildirStep : public Step {
 public:
  MaildirStep(MaildirTarget target, Pieces pieces)
      : target_(std::move(target)), pieces_(std::move(pieces)) {
    while (target_.folder.size() > 1 && target_.folder.ends_with('/')) {
      target_.folder.pop_back();
    }
  }

  Status Prepare() override {
    TRY_ASSIGN(Descriptor file, Create());
    Status written = Fill(file.get());
    if (written) written = AddKeywords();
    if (!written) Rollback();
    return written;
  }

  Status Commit() override {
    const std::string place =
        target_.folder + (target_.flags.empty() ? "/new" : "/cur");
    std::string path = place + "/" + name_;
    if (!target_.flags.empty()) path += ":2," + target_.flags;
    if (!RenameToNew(path_, path)) {
      return SystemError("rename " + path_ + " to " + path, errno);
    }
    path_ = std::move(path);
    return SyncFolder(place);
  }

  void Rollback() noexcept override {
    if (!path_.empty()) ::unlink(path_.c_str());
    path_.clear();
  }

  std::string Describe() const override {
    return "Maildir folder " + target_.folder;
  }

 private:
  Result<Descriptor> Create() {
    const size_t size = TotalSize(pieces_);
    for (int i = 0; i < kNameTries; ++i) {
      name_ = UniqueName(size);
      std::string path = target_.folder + "/tmp/" + name_;
      Descriptor file(::open(
          path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, target_.mode));
      if (file.open()) {
        path_ = std::move(path);
        return file;
      }
      if (errno == ENOENT) {
        TRY(MakeMaildir(target_.folder));
      } else if (errno != EEXIST) {
        return SystemError("make " + path, errno);
      }
    }
    return Err(Code::kTemporary, "no unused name in " + target_.folder);
  }

  Status Fill(int file) {
    if (target_.mode != kPrivate && ::fchmod(file, target_.mode) != 0) {
      return SystemError("set the mode of " + path_, errno);
    }
    TRY(WritePieces(file, pieces_, path_));
    return Sync(file, path_);
  }

  Status AddKeywords() {
    if (target_.keywords.empty()) return {};
    std::string letters;
    TRY(UpdateLines(target_.folder + "/dovecot-keywords",
                    [&](std::string* lines) {
                      letters.clear();
                      for (const std::string& keyword : target_.keywords) {
                        const char letter = KeywordLetter(keyword, lines);
                        if (letter != '\0') letters += letter;
                      }
                    }));
    std::sort(letters.begin(), letters.end());
    target_.flags += letters;
    return {};
  }

  MaildirTarget target_;
  Pieces pieces_;
  std::string name_;
  std::string path_;  // of what there is to undo; empty: nothing
};

}  // namespace

std::unique_ptr<Step> DeliverToMaildir(MaildirTarget target, Pieces pieces) {
  return std::make_unique<MaildirStep>(std::move(target), std::move(pieces));
}

}  // namespace trommel::delivery
