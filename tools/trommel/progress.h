// SPDX-License-Identifier: MIT
// Progress: a bar on stderr for a person who waits.
#pragma once

#include <cstdint>

#include "tools/trommel/mailbox_list.h"

namespace trommel {

/// Draws at most ten times a second; removes the bar in the destructor. Does
/// nothing unless stderr is a terminal that no report lines go to as well.
class Progress {
 public:
  /// `lines`: whether a line a message is written to stdout.
  explicit Progress(bool lines);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Update(uint64_t messages, const MailboxList& mailboxes);

 private:
  void Draw(uint64_t messages, const MailboxList& mailboxes);
  bool enabled_;
  bool drawn_ = false;
  int64_t last_ = 0;  // milliseconds
};

}  // namespace trommel
