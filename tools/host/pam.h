// SPDX-License-Identifier: MIT
// Passwords checked by PAM, whose library is loaded when a script first asks.
#pragma once

#include <span>
#include <string>

#include "interp/base/result.h"

namespace trommel {

/// Whether the PAM service accepts a user: `words` are the name and the answers
/// to what PAM asks, in order. False for an unknown user, a wrong answer and
/// one too few, an account that is closed. kRun for failures of PAM itself, in
/// its words; kDefer when its library is missing.
Result<bool> CheckPam(const std::string& service,
                      std::span<const std::string> words);

}  // namespace trommel
