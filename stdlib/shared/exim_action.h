// SPDX-License-Identifier: MIT
// Actions as Exim's commands make them.
#pragma once

#include <span>
#include <string_view>

#include "interp/vm/actions.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// Bits of the `flags` argument that the front end hands every command.
inline constexpr int64_t kSeen = 1;     ///< `seen` stood before it
inline constexpr int64_t kUnseen = 2;   ///< `unseen` stood before it
inline constexpr int64_t kNoError = 4;  ///< `noerror` stood before it

/// An action of `kind` about `target`. deliver, save and pipe are seen unless
/// `unseen`; all others unseen unless `seen` (Exim filter spec, "Specifying the
/// action of filtering commands").
vm::Action StartAction(vm::CallContext& context, vm::ActionKind kind,
                       const Value& flags, const Value& target);

/// Adds it; a seen command of a kind that delivers nothing marks the message
/// delivered. Returns nil, for `return AddAction(...)` in a run function.
Result<Value> AddAction(vm::CallContext& context, const vm::Action& action);

/// Copies `fields` into the arena.
std::span<const vm::ActionField> CopiedFields(
    vm::CallContext& context, std::span<const vm::ActionField> fields);

}  // namespace trommel::stdlib::exim
