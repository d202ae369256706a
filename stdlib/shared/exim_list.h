// SPDX-License-Identifier: MIT
// Exim lists (Exim spec, "List construction"): items between colons.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// Walks a list. `<c` at its start makes c the separator; a doubled separator
/// stands for itself; white space around items goes; an empty item at the very
/// end is none.
///
/// Example: ListReader("a: b ::c") gives "a", "b :c".
class ListReader {
 public:
  explicit ListReader(std::string_view list);
  /// The same with a separator that is known: a `<` means nothing.
  ListReader(std::string_view list, char separator)
      : rest_(list), separator_(separator) {}
  /// The next item, or nothing after the last.
  std::optional<std::string> Next();
  char separator() const { return separator_; }

 private:
  std::string_view rest_;
  char separator_ = ':';
};

/// `item` with each `separator` in it doubled.
std::string ListQuoted(std::string_view item, char separator);

/// The items of `list` as a list value; tainted when the list is.
Value ListItems(vm::CallContext& context, const Value& list);

/// The items as one list with this separator, doubled where an item has it. A
/// blank goes before an item, not the first, that is empty or begins with one.
Value JoinList(vm::CallContext& context, std::span<const Value> items,
               char separator);

}  // namespace trommel::stdlib::exim
