// SPDX-License-Identifier: MIT
// vnd.cyrus.implicit_keep_target: where the implicit keep stores. The last call
// counts; `keep` itself and the keep after an error store in the default
// mailbox. Authority: Cyrus's documentation. Deviation of ours: a mailbox that
// does not exist at the end is the default mailbox (Cyrus says nothing).
#include "stdlib/shared/mailbox_target.h"

namespace trommel::stdlib {
namespace {

void Check(CheckContext& context) {
  CheckMailbox(context.args[0], context.issues);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(const MailboxTarget target,
             FindMailbox(context, args[0], args.subspan(1)));
  context.actions().SetKeepTarget(target.name, target.tainted);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "implicit_keep_target",
     "implicit_keep_target <mailbox: string>",
     "lets the implicit keep store in a mailbox",
     "implicit_keep_target \"a\"; => keep \"a\" (implicit)", Check, Run},
};

}  // namespace

extern const Feature sieve_implicit_keep_target;
const Feature sieve_implicit_keep_target = {
    "implicit_keep_target", 1, Language::kSieve,
    "vnd.cyrus.implicit_keep_target", kRows};

}  // namespace trommel::stdlib
