// SPDX-License-Identifier: MIT
// The modifiers of `set` (RFC 5229 section 4.1), which extracttext has too.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "interp/base/result.h"
#include "interp/feature.h"
#include "interp/vm/settings.h"

namespace trommel::stdlib {

/// The first slots of a usage line that begins with "[:lower] [:upper]
/// [:lowerfirst] [:upperfirst] [:quotewildcard] [:length]".
enum ModifierSlot : uint8_t {
  kLower,
  kUpper,
  kLowerFirst,
  kUpperFirst,
  kQuoteWildcard,
  kLength,
  kModifiers,
};

/// Refuses modifiers that exclude each other.
void CheckModifiers(CheckContext& context);

/// Whether any modifier is given. `lent`: the pairs after the own slots.
bool HasModifiers(std::span<const Value> args, std::span<const Value> lent);

/// What a variable may hold: sieve_variables_max_variable_size.
size_t VariableBytes(const vm::Settings& settings);

/// `text` with the modifiers applied, from the highest precedence down, then
/// cut to `most` bytes between characters. kRun for two of the same precedence.
Result<std::string> Modified(std::string text, std::span<const Value> args,
                             std::span<const Value> lent, size_t most);

}  // namespace trommel::stdlib
