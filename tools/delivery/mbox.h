// SPDX-License-Identifier: MIT
// Delivery into an mbox file under dot-lock and fcntl lock.
#pragma once

#include <memory>
#include <string>

#include "tools/delivery/maildir.h"
#include "tools/delivery/mbox_lock.h"

namespace trommel::delivery {

struct MboxTarget {
  std::string path;     ///< absolute
  std::string sender;   ///< for the From line; empty is MAILER-DAEMON
  int64_t seconds = 0;  ///< its time
  unsigned mode = 0600;
  LockPatience patience = {};
};

/// Prepare takes the locks (dot-lock by link from a hitching post, then
/// F_SETLK; on failure both are released and tried again, 10 times, 3 s),
/// appends the message mboxrd-quoted with an empty line after it, and syncs.
/// Commit drops the locks. Rollback truncates back; after Commit it takes the
/// locks again first, and leaves a file alone that has changed meanwhile.
/// Missing folders are made. Symbolic links and special files are refused,
/// except that /dev/null discards.
std::unique_ptr<Step> DeliverToMbox(MboxTarget target, Pieces pieces);

}  // namespace trommel::delivery
