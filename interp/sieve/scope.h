// SPDX-License-Identifier: MIT
// Scope: the variables of one script (RFC 5229, RFC 6609 section 3.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/program/builder.h"

namespace trommel::sieve {

/// Names are caseless. Variables of an included script are its own: their slots
/// carry the script's `prefix`. Global ones are shared by all scripts.
class Scope {
 public:
  Scope(Builder* builder, std::string prefix)
      : builder_(builder), prefix_(std::move(prefix)) {}

  /// Slot of the variable that `name` means in this script.
  uint16_t Slot(std::string_view name);
  /// Slot of `${global.name}`.
  uint16_t GlobalSlot(std::string_view name);
  /// From here on `name` means the global variable; false when this script has
  /// used a variable of its own by that name.
  bool MakeGlobal(std::string_view name);
  /// Whether `space` is the namespace `global`, and `member` may stand in it.
  static bool IsGlobalSpace(std::string_view space);
  static bool IsGlobalMember(std::string_view member);
  /// Slots of the script's own variables, in order of first use.
  const std::vector<uint16_t>& locals() const { return slots_; }

 private:
  Builder* builder_;
  std::string prefix_;
  std::vector<std::string> names_;    // of locals, lower case
  std::vector<uint16_t> slots_;       // of the same
  std::vector<std::string> globals_;  // lower case
};

}  // namespace trommel::sieve
