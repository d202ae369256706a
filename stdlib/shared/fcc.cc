// SPDX-License-Identifier: MIT
#include "stdlib/shared/fcc.h"

#include <string>

#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/mailbox_target.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kOptions[] = {"flags", "create", "specialuse",
                                         "mailboxid"};

}  // namespace

void CheckFcc(CheckContext& context) {
  const bool given = context.Lent("fcc") != nullptr;
  for (std::string_view option : kOptions) {
    const BoundArg* value = context.Lent(option);
    if (value == nullptr || given) continue;
    context.issues->Error(context.call,
                          "\":" + std::string(option) +
                              "\" is about a copy, but there is no \":fcc\"",
                          "add :fcc and the name of a mailbox");
  }
}

Status AddFcc(vm::CallContext& context, std::span<const Value> lent,
              ActionFields* fields) {
  const Value mailbox = LentTag(lent, "fcc");
  if (mailbox.is_nil()) return {};
  if (mailbox.text().empty()) {
    return Err(Code::kRun, "the mailbox of \":fcc\" has no name");
  }
  TRY_ASSIGN(const MailboxTarget target, FindMailbox(context, mailbox, lent));
  fields->Add("fcc", Value::String(target.name, target.tainted));
  fields->Add("fcc_flags", LentTag(lent, "flags"));
  if (target.create) fields->Add("fcc_create", Value::Bool(true));
  if (!target.use.empty()) fields->Add("fcc_use", Value::String(target.use));
  return {};
}

}  // namespace trommel::stdlib
