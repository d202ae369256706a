// SPDX-License-Identifier: MIT
// Whether a message may be answered by a program: RFC 3834, RFC 5230
// section 4.5 and 4.6, and what mail systems have learnt since.
#pragma once

#include <span>
#include <string_view>

#include "interp/base/result.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// Why no automatic reply may go out, as a clause for people ("the message came
/// from a mailing list"); empty if one may. `own` are further addresses of the
/// user. The union of what Pigeonhole, Cyrus, Stalwart, Exim and mailutils
/// check, in this order: recipient and sender known, sender is not the user, no
/// List-* field, no Auto-Submitted but "no", no Precedence bulk, list or junk,
/// no X-Auto-Response-Suppress with All or OOF, no X-Ignorevacation but "no",
/// neither envelope sender nor From is a system account, From is not the user,
/// at most limits::kReplyHops Received fields, and the user is named in To, Cc,
/// Bcc or their Resent- forms (unless sieve_vacation_check_recipient is off).
/// kLimit when one of those has too many addresses.
Result<std::string_view> WhyNoReply(vm::CallContext& context,
                                    std::span<const Value> own);

/// Whether a person has not written this message, by its Auto-Submitted.
bool IsAutomatic(vm::CallContext& context);

/// Whether an envelope sender belongs to a program: MAILER-DAEMON…, LISTSERV,
/// majordomo, postmaster, uucp, owner-NAME, NAME-request, NAME-owner,
/// NAME-relay (caseless).
bool IsSystemAddress(std::string_view address);

}  // namespace trommel::stdlib
