// SPDX-License-Identifier: MIT
// mailbox (RFC 5490 section 3): the test mailboxexists, and the tag :create
// that makes a missing mailbox before something is stored in it. Where nobody
// keeps mailboxes (`trommel test` without --store), none exists, as in
// sieve-test. A name that no mailbox can have does not exist.
#include "interp/vm/call_context.h"

namespace trommel::stdlib {
namespace {

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  vm::MailStore* store = context.host().Mailboxes();
  for (const Value& name : args[0].list()) {
    if (store == nullptr || name.text().empty()) return Value::Bool(false);
    TRY_ASSIGN(const bool exists, store->Exists(name.text()));
    if (!exists) return Value::Bool(false);
  }
  return Value::Bool(true);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "mailboxexists",
     "mailboxexists <mailbox-names: string-list>",
     "whether all these mailboxes exist and take messages",
     "if mailboxexists [\"INBOX\", \"Nowhere\"] { discard; } => "
     "keep (implicit)",
     nullptr, RunExists},
    {RowKind::kTag, "create", "create",
     "makes the mailbox when it does not exist",
     "fileinto :create \"x\"; => fileinto \"x\" create=true", nullptr, nullptr,
     "fileinto snooze vacation notify"},
};

}  // namespace

extern const Feature sieve_mailbox;
const Feature sieve_mailbox = {"mailbox", 1, Language::kSieve, "mailbox",
                               kRows};

}  // namespace trommel::stdlib
