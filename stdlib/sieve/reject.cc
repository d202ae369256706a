// SPDX-License-Identifier: MIT
// reject (RFC 5429 section 2.2): the message goes back to its sender with a
// reason that is kept as it is. A message disposition notification (RFC 8098)
// is sent to the envelope sender, none to the null sender, and the message is
// gone. Beside an action that delivers or answers the message, and beside
// another refusal, it is a run-time error.
#include "stdlib/shared/refusal.h"

namespace trommel::stdlib {
namespace {

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  return Refuse(context, vm::ActionKind::kReject, args[0]);
}

Result<Value> RunRequired(vm::CallContext& context, std::span<const Value>) {
  return RefuseRequireInImapEvent(context, "reject");
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "reject", "reject <reason: string>",
     "sends the message back with a reason",
     "reject \"No, thanks\"; => reject \"No, thanks\"", nullptr, Run},
    {RowKind::kStep, "reject_required", "reject_required",
     "an error in a script for an IMAP event", "stop; => keep (implicit)",
     nullptr, RunRequired},
};

}  // namespace

extern const Feature sieve_reject;
const Feature sieve_reject = {"reject", 1, Language::kSieve, "reject", kRows};

}  // namespace trommel::stdlib
