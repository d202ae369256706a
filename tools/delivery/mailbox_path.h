// SPDX-License-Identifier: MIT
// Where a mailbox of a user is on disk.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::delivery {

/// `inbox` with a slash at its end when it is a Maildir: a directory, or what
/// has that slash.
std::string InboxPath(const std::string& inbox);

/// The file or Maildir (ends in '/') of the mailbox `name`: INBOX is `inbox`
/// (of InboxPath); others are Maildir++ folders in it (FolderPath), or, beside
/// an mbox, the files home/mail/NAME. kPermission for a name that cannot be.
Result<std::string> MailboxPath(const std::string& inbox,
                                const std::string& home, std::string_view name);

/// Whether there is a mailbox at such a path, and messages may be put into it.
/// kTemporary when nobody can tell now.
Result<bool> MailboxIsAt(const std::string& path);

/// One spelling for each mailbox: "INBOX", or the name with '/' as separator.
std::string CanonicalMailbox(std::string_view name);

}  // namespace trommel::delivery
