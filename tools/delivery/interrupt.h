// SPDX-License-Identifier: MIT
// Interrupt: SIGTERM, SIGINT and SIGHUP end a delivery tidily.
#pragma once

#include "interp/base/result.h"

namespace trommel::delivery {

/// From now on the three signals end the process with status 75, at once: good
/// as long as nothing has been done. SIGPIPE is ignored. System calls are not
/// restarted.
void CatchSignals();

/// From now on the three signals are remembered only, and every step looks
/// (CheckInterrupt), so that what was done is undone.
void DeferSignals();

/// kTemporary after a signal was remembered.
Status CheckInterrupt();

/// Forgets a remembered signal, for tests.
void ForgetSignals();

}  // namespace trommel::delivery
