// SPDX-License-Identifier: MIT
// Redirects of Sieve scripts: marked against loops, once a message and address.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/delivery/plan.h"
#include "tools/delivery/program.h"

namespace trommel::delivery {

/// What is put in front of a redirected message: X-Sieve,
/// X-Sieve-Redirected-From with the recipient, and a Message-ID when it has
/// none.
std::string RedirectHeader(const PlanInput& input);

/// Sends the message on. Prepare claims every recipient in the vacation memory,
/// by message, recipient and target, for sieve_redirect_duplicate_period;
/// recipients that this message has gone to before are left out, with a log
/// line. A message without a Message-ID is never a duplicate; a memory that
/// cannot be opened is told to the log. Rollback gives the claims back, unless
/// the mail has left.
std::unique_ptr<Step> Redirect(const PlanInput& input, Submission submission,
                               Pieces pieces);

/// Mail submission by SMTP on the standard input of `sendmail -bs`, for what a
/// command line cannot say (RFC 3461, RFC 2852). Parameters of an extension
/// that the program does not offer are left out; kPermission when the mail must
/// then come back (`by` in mode R).
std::unique_ptr<Step> SubmitBySmtp(Submission submission, Pieces pieces,
                                   std::string host);

}  // namespace trommel::delivery
