// SPDX-License-Identifier: MIT
#include "tools/delivery/local_store.h"

#include <array>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/delivery/locked_lines.h"
#include "tools/delivery/mailbox_path.h"
#include "tools/delivery/maildir.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kWhat = "mailbox facts";

// kind: "use" (key: the use), "note" (key: the entry) or "id" (key: the id).
// The server's mailbox is the empty one.
constexpr const char* kTables =
    "CREATE TABLE IF NOT EXISTS fact ("
    "kind TEXT NOT NULL, mailbox TEXT NOT NULL, key TEXT NOT NULL, "
    "value TEXT NOT NULL, PRIMARY KEY (kind, mailbox, key)) WITHOUT ROWID";
constexpr const char* kNote =
    "SELECT value FROM fact WHERE kind = 'note' AND mailbox = ?1 AND key = ?2";
constexpr const char* kUse =
    "SELECT key FROM fact WHERE kind = 'use' AND mailbox = ?1 AND key = ?2";
constexpr const char* kUsed =
    "SELECT mailbox FROM fact WHERE kind = 'use' AND key = ?1 ORDER BY mailbox";
constexpr const char* kId =
    "SELECT mailbox FROM fact WHERE kind = 'id' AND key = ?1";
constexpr const char* kSetUse =
    "INSERT OR REPLACE INTO fact VALUES ('use', ?1, ?2, ?3)";
constexpr const char* kSetNote =
    "INSERT OR REPLACE INTO fact VALUES ('note', ?1, ?2, ?3)";
constexpr const char* kSetId =
    "INSERT OR REPLACE INTO fact VALUES ('id', ?1, ?2, ?3)";
constexpr const char* kDropIds =
    "DELETE FROM fact WHERE kind = 'id' AND (mailbox = ?1 OR key = ?2)";

}  // namespace

LocalStore::LocalStore(const std::string& inbox, std::string home)
    : inbox_(InboxPath(inbox)), home_(std::move(home)) {
  path_ = inbox_.ends_with('/') ? inbox_ + "trommel-mailboxes.sqlite"
                                : home_ + "/.trommel-mailboxes.sqlite";
}

Result<bool> LocalStore::Exists(std::string_view mailbox) {
  const Result<std::string> path = MailboxPath(inbox_, home_, mailbox);
  if (!path) return false;
  if (*path == inbox_) return true;
  return MailboxIsAt(*path);
}

Result<StateFile*> LocalStore::Facts() {
  if (!file_) {
    TRY_ASSIGN(file_, StateFile::OpenIfThere(path_, kWhat, kTables));
  }
  return file_.get();
}

Result<std::optional<std::string>> LocalStore::Metadata(
    std::optional<std::string_view> mailbox, std::string_view entry) {
  std::optional<std::string> out;
  TRY_ASSIGN(StateFile * facts, Facts());
  if (facts == nullptr) return out;
  if (mailbox) {
    TRY_ASSIGN(const bool exists, Exists(*mailbox));
    if (!exists) return out;
  }
  const std::string name = mailbox ? CanonicalMailbox(*mailbox) : "";
  const std::string key = text::Lowered(entry);
  const std::array<StateFile::Cell, 2> cells = {std::string_view(name),
                                                std::string_view(key)};
  TRY_ASSIGN(std::vector<std::string> found, facts->Texts(kNote, cells, 1));
  if (!found.empty()) out = std::move(found[0]);
  return out;
}

Result<std::optional<std::string>> LocalStore::FirstThere(
    const char* statement, std::string_view cell) {
  TRY_ASSIGN(StateFile * facts, Facts());
  if (facts == nullptr) return std::optional<std::string>();
  const std::array<StateFile::Cell, 1> cells = {cell};
  TRY_ASSIGN(std::vector<std::string> names, facts->Texts(statement, cells));
  for (std::string& name : names) {
    TRY_ASSIGN(const bool exists, Exists(name));
    if (exists) return std::optional<std::string>(std::move(name));
  }
  return std::optional<std::string>();
}

Result<std::optional<std::string>> LocalStore::ForUse(std::string_view use) {
  return FirstThere(kUsed, text::Lowered(use));
}

Result<bool> LocalStore::HasUse(std::string_view mailbox,
                                std::string_view use) {
  TRY_ASSIGN(StateFile * facts, Facts());
  if (facts == nullptr) return false;
  TRY_ASSIGN(const bool exists, Exists(mailbox));
  if (!exists) return false;
  const std::string name = CanonicalMailbox(mailbox);
  const std::string key = text::Lowered(use);
  const std::array<StateFile::Cell, 2> cells = {std::string_view(name),
                                                std::string_view(key)};
  TRY_ASSIGN(std::vector<std::string> found, facts->Texts(kUse, cells, 1));
  return !found.empty();
}

Result<std::optional<std::string>> LocalStore::ById(std::string_view id) {
  return FirstThere(kId, id);
}

Status LocalStore::Change(const char* statement, std::string_view mailbox,
                          std::string_view key, std::string_view value) {
  if (!file_) {
    TRY_ASSIGN(file_, StateFile::Open(path_, kWhat, kTables));
  }
  const std::array<StateFile::Cell, 3> cells = {mailbox, key, value};
  TRY(file_->Change(statement, cells));
  return {};
}

Status LocalStore::SetUse(std::string_view mailbox, std::string_view use) {
  return Change(kSetUse, CanonicalMailbox(mailbox), text::Lowered(use), {});
}

Status LocalStore::SetMetadata(std::optional<std::string_view> mailbox,
                               std::string_view entry, std::string_view value) {
  return Change(kSetNote, mailbox ? CanonicalMailbox(*mailbox) : "",
                text::Lowered(entry), value);
}

Status LocalStore::SetId(std::string_view mailbox, std::string_view id) {
  const std::string name = CanonicalMailbox(mailbox);
  TRY(Change(kDropIds, name, id, {}));
  return Change(kSetId, name, id, {});
}

Status LocalStore::Subscribe(std::string_view mailbox) {
  if (!inbox_.ends_with('/')) return {};
  TRY_ASSIGN(const std::string path, FolderPath(inbox_, mailbox));
  if (path == inbox_) return {};
  const std::string name = path.substr(inbox_.size() + 1);
  return UpdateLines(inbox_ + "subscriptions",
                     [&](std::string* lines) { AddSubscription(name, lines); });
}

}  // namespace trommel::delivery
