// SPDX-License-Identifier: MIT
// ereject (RFC 5429 section 2.1): refuses the message in the protocol.
// trommel-lda prints the reason as an SMTP answer and exits with 77, upon which
// the MTA answers 550 or sends a delivery status notification. A reason that is
// not in ASCII is replaced by one that is. Beside an action that delivers or
// answers the message, and beside another refusal, it is a run-time error.
#include "stdlib/shared/refusal.h"

namespace trommel::stdlib {
namespace {

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  return Refuse(context, vm::ActionKind::kEreject, args[0]);
}

Result<Value> RunRequired(vm::CallContext& context, std::span<const Value>) {
  return RefuseRequireInImapEvent(context, "ereject");
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "ereject", "ereject <reason: string>",
     "refuses the message with a reason",
     "ereject \"No, thanks\"; => ereject \"No, thanks\"", nullptr, Run},
    {RowKind::kStep, "ereject_required", "ereject_required",
     "an error in a script for an IMAP event", "stop; => keep (implicit)",
     nullptr, RunRequired},
};

}  // namespace

extern const Feature sieve_ereject;
const Feature sieve_ereject = {"ereject", 1, Language::kSieve, "ereject",
                               kRows};

}  // namespace trommel::stdlib
