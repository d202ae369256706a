// SPDX-License-Identifier: MIT
// Pigeonhole's names of settings, as test suites use them, for ours.
#pragma once

#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/settings.h"
#include "tools/delivery/executor.h"

namespace trommel::svtest {

/// Sets one. A name that has no counterpart here is passed over. kUsage for a
/// value that ours does not take.
Status ApplySetting(std::string_view name, std::string_view value,
                    vm::Settings* settings);

/// As suites expect them where nobody has set them: postmaster_address and the
/// like.
void SetDefaults(vm::Settings* settings);

/// What the executor is told of them.
void SetPlaces(const vm::Settings& settings, delivery::Places* places);

}  // namespace trommel::svtest
