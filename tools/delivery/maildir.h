// SPDX-License-Identifier: MIT
// Delivery into a Maildir: tmp, fsync, rename, fsync of the folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/delivery/transaction.h"

namespace trommel::delivery {

/// The message as stored: header lines put in front (Return-Path …) and the
/// bytes, in pieces so that nothing is copied. Views outlive the step.
using Pieces = std::vector<std::string_view>;

/// Where and how a Maildir file is written.
struct MaildirTarget {
  std::string folder;  ///< absolute path of the folder that holds tmp new cur
  std::string flags;   ///< Maildir info letters, sorted ("FS"); not empty: cur/
  unsigned mode = 0600;
  /// IMAP keywords: letters a to z of the folder's dovecot-keywords, where they
  /// are added. Those that find no letter are left out.
  std::vector<std::string> keywords = {};
};

/// Makes folder, tmp, new, cur (0700) when missing. File names are
/// `seconds.M<usec>P<pid>Q<n>.host,S=<size>`; O_EXCL, retried on collision.
std::unique_ptr<Step> DeliverToMaildir(MaildirTarget target, Pieces pieces);

/// Path of the folder `name` (a Sieve mailbox or the last part of an Exim save)
/// inside the Maildir++ at `root`: "INBOX" is root, "lists/dev" and "lists.dev"
/// are root/.lists.dev, names in modified UTF-7. kPermission for a name with
/// `..`, NUL, control characters or one that would leave root.
Result<std::string> FolderPath(const std::string& root, std::string_view name);

}  // namespace trommel::delivery
