// SPDX-License-Identifier: MIT
// MailStore: what a script may ask of the user's mailboxes (RFC 5490, RFC 8579,
// RFC 9042). Names are UTF-8, as the script wrote them; INBOX is caseless.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::vm {

/// Implemented by tools/delivery for Maildir++ and by MemoryStore for tests. A
/// kTemporary error means: try the message again later.
class MailStore {
 public:
  virtual ~MailStore() = default;
  /// Whether the mailbox is there and messages may be put into it.
  virtual Result<bool> Exists(std::string_view mailbox) = 0;
  /// The value of an annotation ("/private/comment"); of the server when
  /// `mailbox` is absent. Absent: there is none.
  virtual Result<std::optional<std::string>> Metadata(
      std::optional<std::string_view> mailbox, std::string_view entry) = 0;
  /// The user's mailbox for a special use ("\Junk", caseless).
  virtual Result<std::optional<std::string>> ForUse(std::string_view use) = 0;
  /// Whether `mailbox` has that special use.
  virtual Result<bool> HasUse(std::string_view mailbox,
                              std::string_view use) = 0;
  /// The mailbox that the OBJECTID extension calls `id` (RFC 8474).
  virtual Result<std::optional<std::string>> ById(std::string_view id) = 0;
};

}  // namespace trommel::vm
