// SPDX-License-Identifier: MIT
// fileinto (RFC 5228 section 4.1): stores the message in a named folder. The
// name is UTF-8 and is given to the executor as it stands; what it means on
// disk is the executor's business, and so is a folder that does not exist.
// Deviation: an empty name and one that is not UTF-8 are refused (Pigeonhole
// fails when it stores).
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/mailbox_target.h"

namespace trommel::stdlib {
namespace {

void Check(CheckContext& context) {
  CheckMailbox(context.args[0], context.issues);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  std::span<const Value> lent = args.subspan(1);
  TRY_ASSIGN(const MailboxTarget target, FindMailbox(context, args[0], lent));
  vm::Action store;
  store.kind = vm::ActionKind::kFileInto;
  store.target = target.name;
  store.target_tainted = target.tainted;
  store.copy = LentTag(lent, "copy").boolean();
  store.flags = FlagsFor(context, lent);
  store.fields = CreateFields(context, target);
  store.line = context.line();
  TRY(context.actions().Add(store));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "fileinto", "fileinto <mailbox: string>",
     "stores the message in a folder",
     "fileinto \"lists/dev\"; => fileinto \"lists/dev\"", Check, Run},
};

}  // namespace

extern const Feature sieve_fileinto;
const Feature sieve_fileinto = {"fileinto", 1, Language::kSieve, "fileinto",
                                kRows};

}  // namespace trommel::stdlib
