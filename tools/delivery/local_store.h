// SPDX-License-Identifier: MIT
// LocalStore: what scripts may ask of a user's mailboxes on disk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "interp/vm/mail_store.h"
#include "tools/delivery/state_file.h"

namespace trommel::delivery {

/// A Maildir++ or mbox files. Special uses, annotations and ids are in a SQLite
/// file, INBOX/trommel-mailboxes.sqlite (HOME/.trommel-mailboxes.sqlite beside
/// an mbox), opened at the first question about them, made by the first Set.
/// Not thread-safe.
class LocalStore : public vm::MailStore {
 public:
  /// `inbox` as Places::inbox.
  LocalStore(const std::string& inbox, std::string home);

  /// INBOX exists, since a delivery makes it.
  Result<bool> Exists(std::string_view mailbox) override;
  Result<std::optional<std::string>> Metadata(
      std::optional<std::string_view> mailbox, std::string_view entry) override;
  /// The first by name that exists.
  Result<std::optional<std::string>> ForUse(std::string_view use) override;
  Result<bool> HasUse(std::string_view mailbox, std::string_view use) override;
  Result<std::optional<std::string>> ById(std::string_view id) override;

  /// Gives a mailbox a special use ("\\Junk"), an annotation (of the server
  /// when `mailbox` is absent) or the id that it alone has from then on.
  Status SetUse(std::string_view mailbox, std::string_view use);
  Status SetMetadata(std::optional<std::string_view> mailbox,
                     std::string_view entry, std::string_view value);
  Status SetId(std::string_view mailbox, std::string_view id);
  /// Adds a mailbox to those that its user has subscribed to: a line of the
  /// Maildir's file `subscriptions`, as Dovecot writes it. Nothing for mbox
  /// files.
  Status Subscribe(std::string_view mailbox);

 private:
  Result<std::optional<std::string>> FirstThere(const char* statement,
                                                std::string_view cell);
  /// Null when there is no file.
  Result<StateFile*> Facts();
  Status Change(const char* statement, std::string_view mailbox,
                std::string_view key, std::string_view value);

  std::string inbox_;
  std::string home_;
  std::string path_;
  std::unique_ptr<StateFile> file_;
};

}  // namespace trommel::delivery
