// SPDX-License-Identifier: MIT
// MemoryStore: mailboxes made of fixed facts.
#pragma once

#include <map>
#include <set>
#include <string>

#include "interp/text/ascii.h"
#include "interp/vm/mail_store.h"

namespace trommel::vm {

/// Set what a test needs; INBOX is there from the start.
class MemoryStore : public MailStore {
 public:
  struct Mailbox {
    std::string id;
    bool closed = false;                          ///< takes no messages
    std::set<std::string> uses;                   ///< lower case: "\\junk"
    std::map<std::string, std::string> metadata;  ///< by lower-case entry
  };
  std::map<std::string, Mailbox, std::less<>> mailboxes = {{"INBOX", {}}};
  std::map<std::string, std::string> server;  ///< by lower-case entry
  bool down = false;                          ///< cannot be asked now

  Result<bool> Exists(std::string_view mailbox) override {
    if (down) return Down();
    const Mailbox* found = Find(mailbox);
    return found != nullptr && !found->closed;
  }
  Result<std::optional<std::string>> Metadata(
      std::optional<std::string_view> mailbox,
      std::string_view entry) override {
    if (down) return Down();
    const Mailbox* found = mailbox ? Find(*mailbox) : nullptr;
    if (mailbox && found == nullptr) return std::optional<std::string>();
    const auto& all = mailbox ? found->metadata : server;
    auto value = all.find(text::Lowered(entry));
    return value == all.end() ? std::optional<std::string>() : value->second;
  }
  Result<std::optional<std::string>> ForUse(std::string_view use) override {
    if (down) return Down();
    for (const auto& [name, mailbox] : mailboxes) {
      if (mailbox.uses.contains(text::Lowered(use))) return std::optional(name);
    }
    return std::optional<std::string>();
  }
  Result<bool> HasUse(std::string_view mailbox, std::string_view use) override {
    if (down) return Down();
    const Mailbox* found = Find(mailbox);
    return found != nullptr && found->uses.contains(text::Lowered(use));
  }
  Result<std::optional<std::string>> ById(std::string_view id) override {
    if (down) return Down();
    for (const auto& [name, mailbox] : mailboxes) {
      if (!id.empty() && mailbox.id == id) return std::optional(name);
    }
    return std::optional<std::string>();
  }

 private:
  static Failure Down() {
    return Err(Code::kTemporary, "the mail store cannot be asked");
  }
  const Mailbox* Find(std::string_view name) const {
    auto found = mailboxes.find(
        text::EqualsCaseless(name, "INBOX") ? std::string_view("INBOX") : name);
    return found == mailboxes.end() ? nullptr : &found->second;
  }
};

}  // namespace trommel::vm
