// SPDX-License-Identifier: MIT
// The file carbon copy of what vacation and notify send (RFC 8580).
#pragma once

#include "interp/feature.h"
#include "stdlib/shared/action_fields.h"

namespace trommel::stdlib {

/// For the check of a command that takes :fcc: an option without it, and
/// :specialuse beside :mailboxid, are issues.
void CheckFcc(CheckContext& context);

/// Adds what the lent tags of a call say: fields fcc, fcc_flags, fcc_create,
/// fcc_specialuse, fcc_mailboxid. kRun for an empty name of a mailbox.
Status AddFcc(std::span<const Value> lent, ActionFields* fields);

}  // namespace trommel::stdlib
