// SPDX-License-Identifier: MIT
// CopyAction: an action that outlives the machine that made it.
#pragma once

#include "interp/base/arena.h"
#include "interp/vm/actions.h"

namespace trommel::svtest {

/// All of it in `arena`.
vm::Action CopyAction(const vm::Action& action, Arena* arena);

}  // namespace trommel::svtest
