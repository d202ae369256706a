// SPDX-License-Identifier: MIT
// Outbox: a program in the place of sendmail that keeps what it is given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "tools/svtest/mail_rig.h"

namespace trommel::svtest {

/// Name of the link to this program by which it is an outbox.
inline constexpr std::string_view kOutboxName = "svtest-outbox";

/// Makes the link in `folder`; its path. kIo.
Result<std::string> MakeOutbox(const std::string& folder);

/// The outbox program: `-oi -f SENDER -- recipients` with the message on
/// standard input, or an SMTP dialogue after `-bs`. Leaves a file beside
/// `path`, its own name. The exit status.
int RunOutbox(std::string_view path, std::vector<std::string_view> words);

/// What was sent since the last call, an entry a recipient, in order.
std::vector<Sent> TakeOutbox(const std::string& folder);

}  // namespace trommel::svtest
