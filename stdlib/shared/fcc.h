// SPDX-License-Identifier: MIT
// The file carbon copy of what vacation and notify send (RFC 8580).
#pragma once

#include "interp/feature.h"
#include "stdlib/shared/action_fields.h"

namespace trommel::stdlib {

/// For the check of a command that takes :fcc: an option without it is an
/// issue.
void CheckFcc(CheckContext& context);

/// Adds what the lent tags of a call say: fields fcc (the mailbox that :fcc,
/// :specialuse and :mailboxid come to), fcc_flags, fcc_create and fcc_use. kRun
/// for an empty name of a mailbox; else the errors of FindMailbox.
Status AddFcc(vm::CallContext& context, std::span<const Value> lent,
              ActionFields* fields);

}  // namespace trommel::stdlib
