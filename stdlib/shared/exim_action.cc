// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_action.h"

#include <algorithm>

namespace trommel::stdlib::exim {

vm::Action StartAction(vm::CallContext& context, vm::ActionKind kind,
                       const Value& flags, const Value& target) {
  vm::Action action;
  action.kind = kind;
  action.target = target.text();
  action.target_tainted = target.tainted();
  action.line = context.line();
  action.noerror = (flags.number() & kNoError) != 0;
  action.seen_given = (flags.number() & (kSeen | kUnseen)) != 0;
  action.copy = vm::Delivers(kind) ? (flags.number() & kUnseen) != 0
                                   : (flags.number() & kSeen) == 0;
  return action;
}

Result<Value> AddAction(vm::CallContext& context, const vm::Action& action) {
  TRY(context.actions().Add(action));
  if (!vm::Delivers(action.kind) && !action.copy) {
    context.actions().MarkDelivered();
  }
  return Value::Nil();
}

std::span<const vm::ActionField> CopiedFields(
    vm::CallContext& context, std::span<const vm::ActionField> fields) {
  std::span<vm::ActionField> copy =
      context.arena().Array<vm::ActionField>(fields.size());
  std::copy(fields.begin(), fields.end(), copy.begin());
  return copy;
}

}  // namespace trommel::stdlib::exim
