// SPDX-License-Identifier: MIT
// Who the user is, and whom mail that a script sends is from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The bare address of `text`, which may have a display name; empty if none.
std::string BareAddress(std::string_view text);

/// The addresses that are certainly the user's: envelope recipient, the same
/// without its affixes, sieve_user_email, and on request the original
/// recipient. Views of the context's facts, or of the arena.
std::vector<std::string_view> UserAddresses(vm::CallContext& context,
                                            bool original);
/// sieve_user_email, else the envelope recipient.
std::string UserEmail(const vm::Settings& settings,
                      const mail::Envelope& envelope);

/// postmaster_address, else postmaster at the recipient's domain.
std::string Postmaster(const vm::Settings& settings,
                       const mail::Envelope& envelope);

/// An envelope sender by a policy of Pigeonhole's: `sender`, `recipient`,
/// `orig_recipient`, `user_email`, `postmaster`, `<a@b>` (`<>`: the null
/// sender), or, ours, `srs` (the sender, rewritten by SRS0). kRun for any
/// other text, and for srs without sieve_srs_secret.
Result<std::string> SenderBy(vm::CallContext& context, std::string_view policy);

}  // namespace trommel::stdlib
