// SPDX-License-Identifier: MIT
// What Sieve may know and do when an IMAP server runs it (RFC 6785).
#pragma once

#include <optional>
#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// kRun in a run for an IMAP event: "duplicate cannot be used for an IMAP
/// event". For what is about delivery alone (RFC 6785 sections 3.11 and 4.6).
///
/// Example: TRY(RefuseInImapEvent(context, "vacation"));
Status RefuseInImapEvent(vm::CallContext& context, std::string_view what);

/// The same for the row FEATURE_required of what may not even be required
/// (RFC 6785 section 3.11); else an empty string.
Result<Value> RefuseRequireInImapEvent(vm::CallContext& context,
                                       std::string_view feature);

/// The environment item of that name (RFC 6785 section 4, RFC 5183): imap.*,
/// empty in a delivery; location and phase in an IMAP event only. Absent for
/// all others. `name` in lower case.
std::optional<std::string_view> ImapItem(vm::CallContext& context,
                                         std::string_view name);

}  // namespace trommel::stdlib
