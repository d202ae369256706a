// SPDX-License-Identifier: MIT
// AskSocketForFilter: the sockets of ${readsocket.
#pragma once

#include <string>

#include "interp/vm/host.h"

namespace trommel {

/// Connects to "/path" or "inet:host:port" (a name's addresses one after the
/// other; a port by number or by its name in /etc/services), sends, and reads
/// to the end. The time limit counts for the whole, the resolver's own time
/// excepted. Errors are kRun with Exim's texts ("failed to connect to socket …:
/// No such file or directory", "socket read timed out"); kLimit past
/// limits::kReadFileBytes.
Result<std::string> AskSocketForFilter(const vm::SocketRequest& request);

}  // namespace trommel
