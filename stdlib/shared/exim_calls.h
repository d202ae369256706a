// SPDX-License-Identifier: MIT
// How often one run of a filter may ask the world outside: settings
// run_programs and socket_connections.
#pragma once

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// Counts a program that is about to start: kLimit "a run may start no more
/// than N programs (setting run_programs)".
Status CountProgram(vm::CallContext& context);

/// Counts a connection to a socket that is about to be made: kLimit "a run may
/// make no more than N connections (setting socket_connections)".
Status CountConnection(vm::CallContext& context);

}  // namespace trommel::stdlib::exim
