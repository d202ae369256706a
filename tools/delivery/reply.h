// SPDX-License-Identifier: MIT
// Composes the messages that scripts send: Exim mail and vacation, Sieve
// vacation.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/vm/actions.h"
#include "interp/vm/host.h"

namespace trommel::delivery {

/// What a line expands to.
using ExpandLine = std::function<Result<std::string>(std::string_view)>;

/// A finished message and who gets it. The sender is always the null sender.
struct ComposedReply {
  std::string bytes;
  std::vector<std::string> recipients;
};

/// RFC 5230 reply: From, To, Subject ("Auto: " and the original's, else
/// "Automated reply"), Date, Message-ID, In-Reply-To, References,
/// Auto-Submitted: auto-replied, Precedence: bulk, MIME headers, text UTF-8;
/// 8-bit header text is RFC 2047 encoded; :mime bodies go as they are.
ComposedReply ComposeVacation(const vm::Action& action,
                              const mail::Message& original,
                              const mail::Envelope& envelope, vm::Host& host);

/// Exim's autoreply message, header order as in Exim: From, Reply-To, To, Cc,
/// Bcc, Subject, In-Reply-To, References, Auto-Submitted, extra headers, text,
/// file, the original when asked for. With `expand` each line of the file goes
/// through `expand_line`; one that fails stays as it is (Exim specification,
/// "The autoreply transport", file_expand). kTemporary when `file` cannot be
/// read.
Result<ComposedReply> ComposeEximReply(const vm::Action& action,
                                       const mail::Message& original,
                                       const mail::Envelope& envelope,
                                       vm::Host& host,
                                       const ExpandLine& expand_line = {});

}  // namespace trommel::delivery
