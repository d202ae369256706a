// SPDX-License-Identifier: MIT
// Transaction: the steps that carry out an action list, all or nothing as far
// as the world allows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "interp/base/result.h"

namespace trommel::delivery {

/// One effect. Prepare does all that can fail and leaves nothing that others
/// see; Commit makes it visible; Rollback undoes either. Steps run in order of
/// phase: saves, then pipes, then redirects, then replies.
class Step {
 public:
  virtual ~Step() = default;
  /// E.g. writes and syncs tmp/x. On failure nothing is left behind.
  virtual Status Prepare() = 0;
  /// E.g. renames to new/x and syncs the folder.
  virtual Status Commit() = 0;
  /// After Prepare or Commit: as if it had never been, where that is possible.
  /// Nothing after a Prepare that failed or never ran, or a second time.
  virtual void Rollback() noexcept = 0;
  /// For the log: "Maildir folder .lists.dev".
  virtual std::string Describe() const = 0;
};

/// Prepares all steps, then commits them in order. The first failure rolls back
/// every step already prepared or committed, the last one first, and is
/// returned: the caller exits with 75 and the MTA keeps the message. Answer:
/// the mail is in the mailbox, or still in the queue.
Status CarryOut(std::vector<std::unique_ptr<Step>>& steps);

}  // namespace trommel::delivery
