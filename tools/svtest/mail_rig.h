// SPDX-License-Identifier: MIT
// MailRig: the mail world of a test suite: mailboxes in memory, an outbox in
// the place of SMTP.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/vm/memory_store.h"

namespace trommel::svtest {

/// A message that was stored.
struct Stored {
  std::string bytes;
  std::string flags;  ///< IMAP flags, blanks between them
};

/// One recipient of a message that was sent.
struct Sent {
  std::string from;
  std::string to;
  std::string bytes;
  std::string parameters;  ///< of MAIL and RCPT, a blank before each
};

/// Mailboxes are not made by storing into them.
class MailRig {
 public:
  vm::MemoryStore store;
  std::vector<Sent> outbox;

  bool Exists(std::string_view mailbox) const;
  /// The id of the mailbox "Moss" is "M-Moss".
  void Create(std::string_view mailbox);
  void Store(std::string_view mailbox, Stored message);
  /// The message, or null.
  const Stored* Find(std::string_view mailbox, size_t index) const;
  /// Why nothing can be stored there; empty if it can.
  std::string Refusal(std::string_view mailbox) const;

 private:
  std::map<std::string, std::vector<Stored>, std::less<>> messages_;
};

}  // namespace trommel::svtest
