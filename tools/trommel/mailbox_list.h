// SPDX-License-Identifier: MIT
// MailboxList: all messages of several mailboxes, one after the other.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/mailbox/mailbox.h"

namespace trommel {

/// Opens a mailbox when its turn comes; one that cannot be opened is complained
/// about on stderr and left out.
class MailboxList {
 public:
  explicit MailboxList(std::span<const std::string_view> paths)
      : paths_(paths) {}

  /// The next message, whose views live until the next call; false at the end.
  bool Next(mailbox::Item* item);

  /// The first Error of a mailbox that could not be opened, or none.
  const std::optional<Error>& error() const { return error_; }
  /// Share of the current mailbox that is read, 0 to 1; 0 if unknown.
  double share() const;
  /// Number of the current mailbox, from 1.
  size_t number() const { return next_; }
  size_t size() const { return paths_.size(); }

 private:
  void OpenNext();
  std::span<const std::string_view> paths_;
  size_t next_ = 0;
  std::unique_ptr<mailbox::Reader> reader_;
  std::optional<Error> error_;
};

}  // namespace trommel
