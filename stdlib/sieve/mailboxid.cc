// SPDX-License-Identifier: MIT
// mailboxid (RFC 9042): mailboxes by the ids that a server gave them (RFC
// 8474), which stay when a mailbox is renamed. A mailbox of that id that the
// mail store does not know is the one of the name; an id is compared byte by
// byte. A text that can be no id gets a warning and is of no mailbox. :create
// makes the mailbox of the name; the store chooses its id.
#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kIdBytes = 255;

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kIdBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return text::IsAlnum(c) || c == '_' || c == '-';
         });
}

void WarnOf(const BoundArg& arg, IssueList* issues) {
  if (!arg.constant) return;
  for (std::string_view id : arg.list) {
    if (IsId(id)) continue;
    issues->Warning(arg.span,
                    "\"" + std::string(id) + "\" is the id of no mailbox",
                    "an id has letters, digits, \"_\" and \"-\"");
  }
}

void CheckExists(CheckContext& context) {
  WarnOf(context.args[0], context.issues);
}

void CheckTag(CheckContext& context) {
  WarnOf(context.args[0], context.issues);
  for (size_t i = 0; i < context.lent.size(); i += 2) {
    if (context.lent[i].text != "specialuse") continue;
    context.issues->Error(context.lent[i].span,
                          "\":specialuse\" cannot stand beside \":mailboxid\"",
                          "keep one of the two");
  }
}

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  vm::MailStore* store = context.host().Mailboxes();
  for (const Value& id : args[0].list()) {
    if (store == nullptr || !IsId(id.text())) return Value::Bool(false);
    TRY_ASSIGN(const std::optional<std::string> name, store->ById(id.text()));
    if (!name) return Value::Bool(false);
    TRY_ASSIGN(const bool exists, store->Exists(*name));
    if (!exists) return Value::Bool(false);
  }
  return Value::Bool(true);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "mailboxidexists",
     "mailboxidexists <mailbox-objectids: string-list>",
     "whether there are mailboxes with all these ids, which take messages",
     "if mailboxidexists \"F6352ae03-b7f5-463c\" { discard; } => "
     "keep (implicit)",
     CheckExists, RunExists},
    {RowKind::kTag, "mailboxid", "mailboxid <id: string>",
     "means the mailbox with this id, if there is one",
     "fileinto :mailboxid \"F1\" \"x\"; => fileinto \"x\"", CheckTag, nullptr,
     "fileinto snooze vacation notify implicit_keep_target"},
};

}  // namespace

extern const Feature sieve_mailboxid;
const Feature sieve_mailboxid = {"mailboxid", 1, Language::kSieve, "mailboxid",
                                 kRows};

}  // namespace trommel::stdlib
