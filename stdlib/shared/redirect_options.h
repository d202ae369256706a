// SPDX-License-Identifier: MIT
// What redirect says to the next host: delivery status notifications and times
// (RFC 6009, RFC 3461, RFC 2852).
#pragma once

#include "interp/feature.h"
#include "stdlib/shared/action_fields.h"

namespace trommel::stdlib {

/// NEVER, or some of SUCCESS, FAILURE and DELAY between commas (caseless).
bool IsDsnNotify(std::string_view text);
/// FULL or HDRS (caseless).
bool IsDsnReturn(std::string_view text);
/// notify or return (caseless).
bool IsByMode(std::string_view text);

/// Adds what the lent tags of a redirect say: fields dsn_notify
/// ("SUCCESS,DELAY"), dsn_ret ("HDRS") and by ("600;RT", a time in seconds from
/// now); absent ones add nothing. `*by_owner` tells whether reports are to go
/// to the owner of the script. kRun for values that a variable has spoilt, and
/// for a time that is over when mail is to be returned then.
Status AddRedirectOptions(vm::CallContext& context, std::span<const Value> lent,
                          ActionFields* fields, bool* by_owner);

}  // namespace trommel::stdlib
