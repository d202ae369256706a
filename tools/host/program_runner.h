// SPDX-License-Identifier: MIT
// RunForFilter: the programs of ${run.
#pragma once

#include <string>
#include <vector>

#include "interp/vm/host.h"

namespace trommel {

/// Runs request.words[0], an absolute path, without a shell: in the root
/// directory, in a process group of its own, with the variables of the request,
/// else these, and no others ("NAME=value"), standard error where the output
/// goes unless it is dropped.
/// Waits for the end of the output. What cannot be started has status 127. On
/// time-out the whole group is killed. kLimit past limits::kReadFileBytes.
Result<vm::ProgramResult> RunForFilter(const vm::ProgramRequest& request,
                                       std::vector<std::string> environment);

}  // namespace trommel
