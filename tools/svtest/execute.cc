// SPDX-License-Identifier: MIT
// Carrying out a result: into the rig's mailboxes, by way of the outbox.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/common/file.h"
#include "tools/delivery/executor.h"
#include "tools/svtest/outbox.h"
#include "tools/svtest/rig.h"
#include "tools/svtest/settings.h"

namespace trommel::svtest {
namespace {

constexpr std::string_view kInbox = "INBOX";

bool Stores(const vm::Action& action) {
  return action.kind == vm::ActionKind::kKeep ||
         action.kind == vm::ActionKind::kFileInto ||
         action.kind == vm::ActionKind::kSnooze;
}

/// Snoozed mail waits in the mailbox for it; without one it is kept.
std::string MailboxOf(const vm::Action& action, vm::MailStore& store) {
  if (action.kind == vm::ActionKind::kSnooze) {
    const auto waiting = store.ForUse("\\Snoozed");
    return waiting && *waiting ? **waiting : std::string(kInbox);
  }
  return std::string(action.target.empty() &&
                             action.kind == vm::ActionKind::kKeep
                         ? kInbox
                         : action.target);
}

std::string FlagText(std::span<const Value> flags) {
  std::string out;
  for (const Value& flag : flags) {
    if (!out.empty()) out += ' ';
    out += flag.text();
  }
  return out;
}

/// The IMAP flags of a file of a Maildir, but for keywords.
std::string FlagsOf(const std::filesystem::path& file) {
  constexpr std::pair<char, std::string_view> kLetters[] = {
      {'D', "\\Draft "},
      {'F', "\\Flagged "},
      {'R', "\\Answered "},
      {'S', "\\Seen "},
      {'T', "\\Deleted "}};
  const std::string name = file.filename().string();
  const std::string_view letters =
      std::string_view(name).substr(std::min(name.find(":2,"), name.size()));
  std::string out;
  for (const auto& [letter, flag] : kLetters) {
    if (letters.find(letter) != letters.npos) out += flag;
  }
  return out;
}

/// A folder of the Maildir "Maildir" as a mailbox.
std::string MailboxAt(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') ? name.substr(1) : std::string(kInbox);
}

}  // namespace

/// Copies of what was sent, which the executor has stored in the work folder.
void Rig::TakeCopies() {
  namespace fs = std::filesystem;
  std::error_code failure;
  for (fs::recursive_directory_iterator at(work_folder_ + "/Maildir", failure),
       end;
       !failure && at != end; at.increment(failure)) {
    const fs::path path = at->path();
    if (path.parent_path().filename() != "new" &&
        path.parent_path().filename() != "cur") {
      continue;
    }
    Result<FileBytes> bytes = FileBytes::Read(path.string());
    if (!bytes) continue;
    const std::string mailbox = MailboxAt(path.parent_path().parent_path());
    mail.Create(mailbox);
    mail.Store(mailbox, {std::string(bytes->view()), FlagsOf(path)});
  }
  fs::remove_all(work_folder_ + "/Maildir", failure);
}

Rig::~Rig() {
  std::error_code ignored;
  if (!work_folder_.empty()) {
    std::filesystem::remove_all(work_folder_, ignored);
  }
}

Status Rig::MakeFolder() {
  if (!work_folder_.empty()) return {};
  std::error_code failure;
  std::string name =
      (std::filesystem::temp_directory_path(failure) / "trommel-XXXXXX")
          .string();
  if (failure || ::mkdtemp(name.data()) == nullptr) {
    return Err(Code::kIo, "cannot make a temporary folder");
  }
  work_folder_ = name;
  TRY_ASSIGN(sendmail_, MakeOutbox(work_folder_));
  return {};
}

std::string Rig::CalendarFolder() const {
  const std::string& name = settings_.calendar_folder;
  return name.empty() ? name : work_folder_ + "/" + name;
}

vm::Calendars* Rig::UserCalendars() {
  const bool none = settings_.calendar_folder.empty() || !sends;
  if (none || !MakeFolder()) return nullptr;
  std::error_code ignored;
  std::filesystem::create_directories(CalendarFolder(), ignored);
  calendars_ = std::make_unique<delivery::Vdir>(CalendarFolder());
  return calendars_.get();
}

void Rig::StoreOne(std::string_view mailbox, const vm::Action& action) {
  const std::string key = text::Lowered(mailbox);
  if (std::ranges::find(filled_, key) != filled_.end()) return;
  filled_.push_back(key);
  Stored stored;
  if (action.content != nullptr) {
    stored.bytes = action.content->header;
    stored.bytes += action.content->body;
  } else {
    stored.bytes = message_.bytes();
  }
  stored.flags = FlagText(action.flags);
  mail.Store(mailbox, std::move(stored));
}

/// Nothing is stored when one of them cannot be.
bool Rig::StoreAll(std::span<const vm::Action> actions) {
  for (const vm::Action& action : actions) {
    if (!Stores(action)) continue;
    const std::string mailbox = MailboxOf(action, mail.store);
    std::string why = mail.Refusal(mailbox);
    const bool made = action.Field("create").boolean() &&
                      why.find("exist") != std::string::npos;
    if (made) {
      mail.Create(mailbox);
      const Value use = action.Field("use");
      if (!use.text().empty()) {
        mail.store.mailboxes[std::string(mailbox)].uses.insert(
            text::Lowered(use.text()));
      }
    } else if (!why.empty()) {
      Say(std::move(why));
      return false;
    }
  }
  for (const vm::Action& action : actions) {
    if (Stores(action)) StoreOne(MailboxOf(action, mail.store), action);
  }
  return true;
}

bool Rig::SendAll(std::span<const vm::Action> actions) {
  std::vector<vm::Action> rest;
  for (const vm::Action& action : actions) {
    if (!Stores(action) && action.kind != vm::ActionKind::kDiscard &&
        action.kind != vm::ActionKind::kNote) {
      rest.push_back(action);
    }
  }
  if (rest.empty() || !sends) return true;
  if (Status made = MakeFolder(); !made) {
    Say(made.error().text);
    return false;
  }
  bool well = true;
  delivery::Places places;
  places.home = work_folder_;
  places.inbox = work_folder_ + "/Maildir/";
  places.state = work_folder_ + "/state.sqlite";
  places.sendmail = sendmail_;
  places.calendars = CalendarFolder();
  SetPlaces(settings_, &places);
  places.log = [&](std::string_view text) {
    Say(std::string(text));
    well = false;
  };
  vm::Outcome outcome;
  outcome.actions = rest;
  outcome.implicit_keep = false;
  const Status status = delivery::Execute(outcome, Language::kSieve, message_,
                                          envelope_, places, *this);
  for (Sent& sent : TakeOutbox(work_folder_)) {
    mail.outbox.push_back(std::move(sent));
  }
  TakeCopies();
  ::unlink(places.state.c_str());  // nobody has been answered before
  if (status || status.error().code == Code::kPermission) return well;
  Say(status.error().text);
  return false;
}

bool Rig::Execute(vm::CallContext& context) {
  log_.clear();
  const std::span<const vm::Action> all = context.actions().all();
  const std::span<const vm::Action> fresh =
      all.subspan(std::min(executed_, all.size()));
  executed_ = all.size();
  vm::Action keep;
  keep.implicit = true;
  keep.content = context.content();
  if (keep_) keep = *keep_;
  keep.flags = context.actions().keep_flags();
  const bool stored = StoreAll(fresh);
  const bool well = stored && SendAll(fresh);
  if (!well || (!context.actions().delivered() && !kept_)) {
    kept_ = true;
    const bool moved = well && mail.Exists(keep.target);
    StoreOne(moved ? keep.target : kInbox, keep);
  }
  return well;
}

}  // namespace trommel::svtest
