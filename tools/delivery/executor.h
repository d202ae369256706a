// SPDX-License-Identifier: MIT
// Executor: turns an Outcome into deliveries. Saves first, replies last.
#pragma once

#include <string>
#include <string_view>

#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/vm/host.h"
#include "interp/vm/machine.h"

namespace trommel::delivery {

/// Where a user's mail goes.
struct Places {
  /// Absolute path of the default mailbox: a Maildir (directory, or a path that
  /// ends in '/'), else an mbox file.
  std::string inbox;
  std::string home;  ///< relative Exim file names start here
  std::string sendmail = "/usr/sbin/sendmail";
  std::string state;    ///< vacation memory; empty: home/.trommel.sqlite
  std::string headers;  ///< lines put in front of stored copies, each with \n
};

/// Carries out `outcome` for one message. A failed Sieve run has been reduced
/// to the implicit keep and is delivered; a failed Exim run delivers nothing
/// and returns its error. Fail, freeze and defer actions return errors with
/// their texts (kPermission for fail, kDefer for the others) after the
/// deliveries before them. Deliveries to the same place happen once. Every
/// error leaves the message with the MTA.
Status Execute(const vm::Outcome& outcome, const mail::Message& message,
               const mail::Envelope& envelope, const Places& places,
               vm::Host& host);

}  // namespace trommel::delivery
