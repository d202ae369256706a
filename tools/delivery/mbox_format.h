// SPDX-License-Identifier: MIT
// The mbox format as we write it: mboxrd, an empty line after each message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/delivery/maildir.h"

namespace trommel::delivery {

/// `From sender date` and a line end. White space and control characters of
/// the sender become '_'; an empty sender is MAILER-DAEMON; the date is UTC.
std::string MboxFromLine(std::string_view sender, int64_t seconds);

/// `message` with '>' put before every line that is `From ` after any number
/// of '>' (mboxrd, which a reader can undo), and with the line end and empty
/// line that must follow. Each piece begins at a line start. Views of `message`
/// and of constants.
Pieces QuotedForMbox(const Pieces& message);

}  // namespace trommel::delivery
