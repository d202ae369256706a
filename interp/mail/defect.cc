// SPDX-License-Identifier: MIT
// The wording of every defect, from defects.def.
#include "interp/mail/defect.h"

#include <array>

namespace trommel::mail {
namespace {

constexpr auto kTexts = std::to_array<std::string_view>({
#define DEFECT(name, text) text,
#include "interp/mail/defects.def"
#undef DEFECT
});

static_assert(kTexts.size() <= 64, "DefectSet is one 64-bit word");

}  // namespace

std::string_view DefectText(Defect defect) {
  return kTexts[static_cast<size_t>(defect)];
}

}  // namespace trommel::mail
