// SPDX-License-Identifier: MIT
// imapsieve (RFC 6785): scripts that an IMAP server runs when a message is
// appended, copied, or changes its flags. The capability adds no words: the
// event is in the items imap.cause, imap.mailbox, imap.user, imap.email and
// imap.changedflags of `environment`, which are empty in a delivery, and
// hasflag sees the flags that the message has. `trommel test` and `trommel run`
// play an event that their option --imap tells.
//
// In an event a require of reject, ereject or vacation ends the run with an
// error, and so does the use of one that an ihave brought, and of envelope,
// duplicate, snooze and processcalendar; keep stores the message as it came,
// whatever the script changed. As Pigeonhole 2.3 does, a script that
// requires imapsieve may run at delivery, too.
#include "interp/feature.h"

namespace trommel::stdlib {

extern const Feature sieve_imapsieve;
const Feature sieve_imapsieve = {
    "imapsieve", 1, Language::kSieve, "imapsieve", {}};

}  // namespace trommel::stdlib
