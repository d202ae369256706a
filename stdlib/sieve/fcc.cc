// SPDX-License-Identifier: MIT
// fcc (RFC 8580): a copy of what vacation or notify sends is stored in a
// mailbox, once it has been sent. How it is stored is said by the tags that
// fileinto has for this: :flags (imap4flags), :create (mailbox), :specialuse
// (special-use) and :mailboxid (mailboxid), each with its own capability; :fcc
// must stand beside them. The internal flags of the message do not count. A
// copy that cannot be stored is told to the log, and nothing else is changed
// by it. What is no mail (xmpp, sip) is copied as mail to the address it went
// to, Subject "Fcc: " and the message's.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

void Check(CheckContext& context) {
  const BoundArg& mailbox = context.args[0];
  if (mailbox.constant && mailbox.text.empty()) {
    context.issues->Error(mailbox.span, "the mailbox of \":fcc\" has no name");
  }
}

constexpr Row kRows[] = {
    {RowKind::kTag, "fcc", "fcc <mailbox: string>",
     "stores a copy of what is sent",
     "notify :fcc \"Sent\" :message \"Mail\" \"mailto:a@example.net\"; => "
     "notify \"mailto:a@example.net\" importance=\"2\" message=\"Mail\" "
     "fcc=\"Sent\"; keep (implicit)",
     Check, nullptr, "vacation notify"},
};

}  // namespace

extern const Feature sieve_fcc;
const Feature sieve_fcc = {"fcc", 1, Language::kSieve, "fcc", kRows};

}  // namespace trommel::stdlib
