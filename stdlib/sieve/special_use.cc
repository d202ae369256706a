// SPDX-License-Identifier: MIT
// special-use (RFC 8579): mailboxes by what they are for (\Junk), whatever
// they are called. Only the user's own mailboxes count. Of several with the use
// it is the one that the script names, else the first by name. Where none has
// it, and where nobody keeps mailboxes, the name holds.
#include "stdlib/shared/mailbox_target.h"

namespace trommel::stdlib {
namespace {

/// Slots of specialuse_exists.
enum Slot : uint8_t { kMailbox, kUses };

void CheckUses(const BoundArg& uses, IssueList* issues) {
  if (!uses.constant) return;
  for (std::string_view use : uses.list) {
    CheckSpecialUse(use, uses.span, issues);
  }
}

void CheckExists(CheckContext& context) {
  CheckUses(context.args[kUses], context.issues);
}

void CheckTag(CheckContext& context) {
  CheckUses(context.args[0], context.issues);
}

Result<bool> HasMailbox(vm::MailStore& store, std::string_view use) {
  TRY_ASSIGN(const std::optional<std::string> name, store.ForUse(use));
  if (!name) return false;
  return store.Exists(*name);
}

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  vm::MailStore* store = context.host().Mailboxes();
  if (store == nullptr) return Value::Bool(false);
  const Value& mailbox = args[kMailbox];
  if (!mailbox.is_nil()) {
    TRY_ASSIGN(const bool exists, store->Exists(mailbox.text()));
    if (!exists) return Value::Bool(false);
  }
  for (const Value& use : args[kUses].list()) {
    if (!IsSpecialUse(use.text())) return Value::Bool(false);
    TRY_ASSIGN(const bool found,
               mailbox.is_nil() ? HasMailbox(*store, use.text())
                                : store->HasUse(mailbox.text(), use.text()));
    if (!found) return Value::Bool(false);
  }
  return Value::Bool(true);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "specialuse_exists",
     "specialuse_exists [<mailbox: string>] <special-use-attrs: string-list>",
     "whether there are mailboxes for all these uses, or whether the mailbox "
     "has them all",
     "if specialuse_exists \"\\\\Junk\" { discard; } => keep (implicit)",
     CheckExists, RunExists},
    {RowKind::kTag, "specialuse", "specialuse <special-use-attr: string>",
     "means the mailbox for this use, if there is one",
     "fileinto :specialuse \"\\\\Junk\" \"x\"; => fileinto \"x\"", CheckTag,
     nullptr, "fileinto snooze vacation notify implicit_keep_target"},
};

}  // namespace

extern const Feature sieve_special_use;
const Feature sieve_special_use = {"special_use", 1, Language::kSieve,
                                   "special-use", kRows};

}  // namespace trommel::stdlib
