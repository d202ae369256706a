// SPDX-License-Identifier: MIT
// Composes the messages that scripts send: Exim mail and vacation, Sieve
// vacation, reject, notify and report.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/vm/actions.h"
#include "interp/vm/host.h"
#include "interp/vm/settings.h"

namespace trommel::delivery {

/// What a line expands to.
using ExpandLine = std::function<Result<std::string>(std::string_view)>;

/// A finished message and who gets it.
struct ComposedReply {
  std::string bytes;
  std::string sender;  ///< of its envelope; empty: the null sender
  std::vector<std::string> recipients;
};

/// What a reply is made from; all of it outlives the call.
struct ReplyInput {
  const vm::Action& action;
  const mail::Message& original;
  const mail::Envelope& envelope;
  vm::Host& host;
  const vm::Settings& settings;
};

/// RFC 5230 reply, fields as Pigeonhole has them: X-Sieve, Message-ID, Date,
/// From, To (with the author's name), Subject, In-Reply-To, References,
/// Auto-Submitted: auto-replied (vacation), Precedence: bulk,
/// X-Auto-Response-Suppress: All, MIME fields, text UTF-8; 8-bit header text is
/// RFC 2047 encoded; :mime bodies go as they are.
ComposedReply ComposeVacation(const vm::Action& action,
                              const mail::Message& original,
                              const mail::Envelope& envelope, vm::Host& host);

/// The disposition notification of a reject (RFC 5429 section 2.2.1, RFC 8098):
/// text with the reason, disposition, header of the original.
ComposedReply ComposeRejection(const ReplyInput& input);

/// The reason of an ereject as an SMTP answer (RFC 5429 section 2.5): a line
/// `550-5.7.1 text` each, ` ` for `-` in the last. A reason that is not ASCII
/// becomes one that is.
std::string RefusalText(std::string_view reason);

/// The mail of a notification by mailto (RFC 5436).
Result<ComposedReply> ComposeNotification(const ReplyInput& input);

/// A notification by a program: words of its command line and what it reads.
struct NotifyCall {
  std::vector<std::string> words;
  std::string input;
};
/// For xmpp a `<message/>` stanza (RFC 5437), for sip header lines and a text
/// (RFC 6468); the URI is the last word.
Result<NotifyCall> ComposeNotifyCall(const ReplyInput& input);
/// A copy of it as mail (RFC 8580 section 3).
std::string NotifyCopy(const ReplyInput& input);

/// A report in the abuse reporting format (RFC 5965).
ComposedReply ComposeReport(const ReplyInput& input);

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
