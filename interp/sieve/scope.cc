// SPDX-License-Identifier: MIT
#include "interp/sieve/scope.h"

#include <algorithm>

#include "interp/base/limits.h"
#include "interp/sieve/strings.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {

uint16_t Scope::Slot(std::string_view name) {
  std::string lower = text::Lowered(name);
  if (std::ranges::find(globals_, lower) != globals_.end()) {
    return GlobalSlot(lower);
  }
  const auto known = std::ranges::find(names_, lower);
  if (known != names_.end()) {
    return slots_[static_cast<size_t>(known - names_.begin())];
  }
  slots_.push_back(builder_->Variable(prefix_ + lower));
  names_.push_back(std::move(lower));
  return slots_.back();
}

uint16_t Scope::GlobalSlot(std::string_view name) {
  return builder_->Variable("global." + text::Lowered(name));
}

bool Scope::IsGlobalSpace(std::string_view space) {
  return text::EqualsCaseless(space, "global");
}

bool Scope::IsGlobalMember(std::string_view member) {
  return IsVariableName(member) && member.size() <= limits::kVariableNameBytes;
}

bool Scope::MakeGlobal(std::string_view name) {
  std::string lower = text::Lowered(name);
  if (std::ranges::find(names_, lower) != names_.end()) return false;
  if (std::ranges::find(globals_, lower) == globals_.end()) {
    globals_.push_back(std::move(lower));
  }
  return true;
}

}  // namespace trommel::sieve
