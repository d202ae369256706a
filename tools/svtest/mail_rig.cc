// SPDX-License-Identifier: MIT
#include "tools/svtest/mail_rig.h"

#include <utility>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::svtest {
namespace {

constexpr size_t kNameBytes = 255;

std::string Named(std::string_view mailbox) {
  return text::EqualsCaseless(mailbox, "INBOX") ? "INBOX"
                                                : std::string(mailbox);
}

bool HasEmptyPart(std::string_view name) {
  return name.starts_with('.') || name.ends_with('.') ||
         name.find("..") != std::string_view::npos;
}

bool HasControl(std::string_view name) {
  for (char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

}  // namespace

bool MailRig::Exists(std::string_view mailbox) const {
  return store.mailboxes.contains(Named(mailbox));
}

void MailRig::Create(std::string_view mailbox) {
  vm::MemoryStore::Mailbox& made = store.mailboxes[Named(mailbox)];
  if (made.id.empty()) made.id = "M-" + Named(mailbox);
}

void MailRig::Store(std::string_view mailbox, Stored message) {
  messages_[Named(mailbox)].push_back(std::move(message));
}

const Stored* MailRig::Find(std::string_view mailbox, size_t index) const {
  const auto found = messages_.find(Named(mailbox));
  if (found == messages_.end() || index >= found->second.size()) return nullptr;
  return &found->second[index];
}

std::string MailRig::Refusal(std::string_view mailbox) const {
  const std::string what =
      "failed to store into mailbox '" + std::string(mailbox) + "': ";
  if (mailbox.empty() || !text::IsUtf8(mailbox) || HasControl(mailbox) ||
      HasEmptyPart(mailbox) || mailbox.size() > kNameBytes ||
      mailbox.find('/') != std::string_view::npos) {
    return what + "Invalid mailbox name";
  }
  if (Exists(mailbox)) return {};
  return what + "Mailbox doesn't exist: " + std::string(mailbox);
}

}  // namespace trommel::svtest
