// SPDX-License-Identifier: MIT
// Open: a folder or a file.
#include <sys/stat.h>

#include "tools/mailbox/mailbox.h"
#include "tools/mailbox/readers.h"

namespace trommel::mailbox {
namespace {

template <class Kind>
Result<std::unique_ptr<Reader>> Started(const std::string& path) {
  auto reader = std::make_unique<Kind>();
  TRY(reader->Start(path));
  return reader;
}

}  // namespace

Result<std::unique_ptr<Reader>> Open(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    return Err(Code::kNoInput, SystemReason("cannot open", path));
  }
  if (S_ISDIR(info.st_mode)) return Started<FolderReader>(path);
  return Started<SingleReader>(path);
}

}  // namespace trommel::mailbox
