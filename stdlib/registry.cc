// SPDX-License-Identifier: MIT
#include "stdlib/registry.h"

#include <array>

namespace trommel::stdlib {

#define FEATURE(language, name) extern const Feature language##_##name;
#include "stdlib/features.def"
#undef FEATURE

FeatureList AllFeatures() {
  static constexpr std::array kAll = {
#define FEATURE(language, name) &language##_##name,
#include "stdlib/features.def"
#undef FEATURE
  };
  return kAll;
}

}  // namespace trommel::stdlib
