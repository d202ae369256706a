// SPDX-License-Identifier: MIT
// The standard library: all features of features.def.
#pragma once

#include "interp/feature.h"

namespace trommel::stdlib {

/// Every feature, in the order of features.def. Static storage.
FeatureList AllFeatures();

}  // namespace trommel::stdlib
