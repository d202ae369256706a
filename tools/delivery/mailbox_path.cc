// SPDX-License-Identifier: MIT
#include "tools/delivery/mailbox_path.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "interp/text/ascii.h"
#include "tools/delivery/files.h"
#include "tools/delivery/maildir.h"
#include "tools/delivery/plan.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kInbox = "INBOX";

// ENOENT and its like: there is none. Others may pass.
bool SaysNo(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES ||
         error == EROFS || error == ENAMETOOLONG || error == ELOOP;
}

}  // namespace

std::string InboxPath(const std::string& inbox) {
  struct stat info {};
  const bool folder = !inbox.ends_with('/') &&
                      ::stat(inbox.c_str(), &info) == 0 &&
                      S_ISDIR(info.st_mode);
  return folder ? inbox + "/" : inbox;
}

Result<std::string> MailboxPath(const std::string& inbox,
                                const std::string& home,
                                std::string_view name) {
  if (!inbox.ends_with('/')) {
    if (text::EqualsCaseless(name, kInbox)) return inbox;
    return MboxPath(home, name);
  }
  TRY_ASSIGN(std::string path, FolderPath(inbox, name));
  return path == inbox ? path : path + "/";
}

Result<bool> MailboxIsAt(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (SaysNo(errno)) return false;
    return SystemError("look at " + path, errno);
  }
  if (path.ends_with('/') != S_ISDIR(info.st_mode)) return false;
  if (::access(path.c_str(), W_OK) == 0) return true;
  if (SaysNo(errno)) return false;
  return SystemError("look at " + path, errno);
}

std::string CanonicalMailbox(std::string_view name) {
  if (text::EqualsCaseless(name, kInbox)) return std::string(kInbox);
  const size_t size = kInbox.size();
  if (text::StartsCaseless(name, kInbox) && name.size() > size &&
      (name[size] == '/' || name[size] == '.')) {
    name.remove_prefix(size + 1);
  }
  std::string out(name);
  std::replace(out.begin(), out.end(), '.', '/');
  return out;
}

}  // namespace trommel::delivery
