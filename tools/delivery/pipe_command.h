// SPDX-License-Identifier: MIT
// PipeCommand: from the text of Exim's `pipe` to a program call.
#pragma once

#include <string>
#include <string_view>

#include "interp/mail/envelope.h"
#include "interp/vm/host.h"
#include "tools/delivery/program.h"

namespace trommel::delivery {

/// Exim keeps the text raw, splits it and expands each word. We split it and
/// know one variable: `$home` (or `${home}`) at the start of a word, alone or
/// before a slash. kTemporary for any other '$' or a backslash left in a word;
/// `$local_part` and `$domain` come from outside and are refused as Exim does.
/// A name without slash is looked for in /bin and /usr/bin.
///
/// The environment is that of Exim's pipe transport: HOME, LOGNAME, USER,
/// LOCAL_PART, DOMAIN, SENDER, RECIPIENT, PATH, SHELL.
Result<ProgramCall> PipeCommand(std::string_view command,
                                const mail::Envelope& envelope,
                                const std::string& home, vm::Host& host);

}  // namespace trommel::delivery
