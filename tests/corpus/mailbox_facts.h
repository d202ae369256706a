// SPDX-License-Identifier: MIT
// Lines of an `--- env` section about mailboxes and IMAP.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/script_runner.h"

namespace trommel::testing {

/// `mailbox: Spam id=F1 use=\Junk closed`, `metadata: Spam /private/a=value`,
/// `server: /shared/a=value`, `store: down` or `store: none`, `mark: :id`,
/// `imap: cause=COPY` (mailbox, user, email, changedflags), `flags: \Seen a`.
/// `calendars: yes`, `calendar: UID ID TEXT` (`-` for the default calendar's
/// id,
/// `\n` for line ends) for an object that is on it.
/// False for another key.
bool ApplyMailboxFact(std::string_view key, const std::string& value,
                      World* world);

}  // namespace trommel::testing
