// SPDX-License-Identifier: MIT
// What reject and ereject have in common.
#pragma once

#include "stdlib/shared/action_fields.h"
#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {

/// Adds the action of this kind; for a reject that nobody will hear of, a note.
inline Result<Value> Refuse(vm::CallContext& context, vm::ActionKind kind,
                            const Value& reason) {
  TRY(RefuseInImapEvent(context, vm::ActionWord(kind)));
  vm::Action refusal;
  refusal.kind = kind;
  refusal.target = reason.text();
  refusal.target_tainted = reason.tainted();
  refusal.line = context.line();
  TRY(context.actions().Add(refusal));
  if (kind == vm::ActionKind::kReject && context.envelope().sender.empty()) {
    TRY(AddNote(context, "nobody is told: there is no sender to reply to"));
  }
  return Value::Nil();
}

}  // namespace trommel::stdlib
