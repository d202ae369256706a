// SPDX-License-Identifier: MIT
// Expander: programs for strings that are known only while another runs.
#pragma once

#include <string_view>

#include "interp/base/result.h"
#include "interp/feature.h"
#include "interp/program/program.h"

namespace trommel::vm {

/// Slot of the variable in which the program of a string leaves what the string
/// expands to.
inline constexpr size_t kExpandedSlot = 0;

/// Compiles what ${expand:, the lines of a file with `expand`, and the keys of
/// a wildlsearch file hold. The caller has seen to it that the text is not
/// tainted. Implemented by StringExpander (interp/string_expander.h).
class Expander {
 public:
  virtual ~Expander() = default;
  /// The program lives as long as the Expander. A text that cannot be expanded
  /// is a program that fails; an Error is a limit or a fault of ours.
  virtual Result<const Program*> Compile(std::string_view text) = 0;
  /// An Exim row that a list names while the program runs (`lsearch;/file`),
  /// or null.
  virtual const Row* FindRow(RowKind, std::string_view) { return nullptr; }
};

}  // namespace trommel::vm
