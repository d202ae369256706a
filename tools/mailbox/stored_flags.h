// SPDX-License-Identifier: MIT
// The IMAP flags that a message in a Maildir has.
#pragma once

#include <string>
#include <string_view>

namespace trommel::mailbox {

/// The flags in the name of a Maildir's file ("x:2,FSa"), blanks between them:
/// "\Flagged \Seen work". Small letters are keywords of the file
/// dovecot-keywords in the folder, left out where it does not tell. Empty for
/// any other file.
std::string StoredFlags(std::string_view path);

}  // namespace trommel::mailbox
