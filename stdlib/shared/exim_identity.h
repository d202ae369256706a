// SPDX-License-Identifier: MIT
// Who a filter runs for: names that Exim takes from its configuration and the
// envelope.
#pragma once

#include <string>
#include <string_view>

#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// Settings with Exim's defaults: the host's name where they are empty.
std::string PrimaryHostName(vm::CallContext& context);
std::string QualifyDomain(vm::CallContext& context);
std::string QualifyRecipient(vm::CallContext& context);
std::string ActiveHostName(vm::CallContext& context);

/// The recipient's local part without prefix and suffix, and its domain; views
/// of the envelope.
std::string_view LocalPart(const mail::Envelope& envelope);
std::string_view Domain(const mail::Envelope& envelope);
/// `local_part@domain` without affixes: the address that owns the filter.
std::string OwnAddress(const mail::Envelope& envelope);

/// $return_path: the sender, unless the envelope has another.
std::string_view ReturnPath(const mail::Envelope& envelope);

/// $reply_address: the Reply-To: fields if they say anything, else From:; raw,
/// line ends as blanks, trimmed.
Value ReplyAddress(vm::CallContext& context);

}  // namespace trommel::stdlib::exim
