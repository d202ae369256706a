// SPDX-License-Identifier: MIT
// The test language as a feature: capability vnd.dovecot.testsuite.
#pragma once

#include <vector>

#include "interp/feature.h"

namespace trommel::svtest {

/// All of the standard library, and the test language. Only for machines whose
/// Host is a Rig.
const std::vector<const Feature*>& Features();

}  // namespace trommel::svtest
