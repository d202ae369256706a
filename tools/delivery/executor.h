// SPDX-License-Identifier: MIT
// Executor: turns an Outcome into deliveries. Saves first, replies last.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "interp/feature.h"
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
  std::string state;  ///< vacation memory; empty: home/.trommel.sqlite
  /// vdir that processcalendar changes; empty: there is none.
  std::string calendars;
  /// Sieve's fileinto makes a mailbox that does not exist also without :create.
  bool autocreate = false;
  std::string headers;  ///< lines put in front of stored copies, each with \n
  /// For what scripts send; null: the defaults. Outlives the call.
  const vm::Settings* settings = nullptr;
  /// What a line of a file that a reply sends with `expand` expands to; an
  /// error leaves the line as it is. Null: no line is expanded.
  std::function<Result<std::string>(std::string_view)> expand;
  /// Called with what went wrong without keeping the mail from its place: a
  /// reply that could not be sent, a folder name that was refused.
  std::function<void(std::string_view)> log = [](std::string_view) {};
};

/// places.settings, or the defaults.
const vm::Settings& SettingsOf(const Places& places);
/// places.state, or where it is by default.
std::string StatePath(const Places& places);

/// Carries out `outcome`, of a script in `language`, for one message.
///
/// - A failed Sieve run has been reduced to the implicit keep and is delivered,
///   unless the error may pass (kTemporary, kDefer), which is returned; so is,
///   with a log line, one that names a folder which cannot be, or which does
///   not exist and is not to be made.
/// - An action stores and sends the message as it was changed
/// (Action::content).
/// - A failed Exim run delivers nothing and returns its error.
/// - `fail` and `ereject` return kPermission with their text after the
///   deliveries before them; `reject` sends a notification instead.
///   `freeze` and `defer` return kDefer and deliver nothing, since the MTA will
///   come back with the same message.
/// - Deliveries to the same place happen once; an address that is the
///   recipient's own is the inbox.
/// - Every other error is kTemporary, and everything was undone that can be:
///   the message stays with the MTA.
/// - Log lines and replies come after all that; when they fail, places.log is
///   told and the delivery stands.
Status Execute(const vm::Outcome& outcome, Language language,
               const mail::Message& message, const mail::Envelope& envelope,
               const Places& places, vm::Host& host);

}  // namespace trommel::delivery
