// SPDX-License-Identifier: MIT
// Labels.
#include "interp/program/listing_labels.h"

#include <algorithm>
#include <string>

namespace trommel::listing {

void Labels::Define(std::string_view name, size_t pc) {
  labels_.push_back({name, static_cast<uint32_t>(pc), 0});
}

void Labels::Use(std::string_view name, size_t pc, size_t line) {
  jumps_.push_back({name, static_cast<uint32_t>(pc), line});
}

Status Labels::Link(std::span<Insn> code) {
  std::ranges::sort(labels_, {}, &Label::name);
  for (const Label& jump : jumps_) {
    auto first = std::ranges::lower_bound(labels_, jump.name, {}, &Label::name);
    auto last = std::ranges::upper_bound(labels_, jump.name, {}, &Label::name);
    if (last - first != 1) {
      const char* why = first == last ? "no label " : "more than one label ";
      return Err(Code::kBadProgram, "line " + std::to_string(jump.line) + ": " +
                                        why + std::string(jump.name));
    }
    code[jump.pc].c = first->pc;
  }
  return {};
}

}  // namespace trommel::listing
