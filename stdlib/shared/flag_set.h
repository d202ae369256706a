// SPDX-License-Identifier: MIT
// Sets of IMAP flags and their written form, for imap4flags, keep and fileinto.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The flags that later actions carry (RFC 5232 section 2): vm state. Until a
/// script changes them they are those that the message is stored with, which
/// only tests see: a copy keeps them by itself.
struct InternalFlags {
  std::span<const Value> flags;
  bool changed = false;
};

/// A flag list in the making: no flag twice (caseless), order of arrival, the
/// first spelling kept, at most kMost of them. Views what it was given.
class FlagSet {
 public:
  static constexpr size_t kMost = 256;  ///< ours; later flags are left out

  /// Adds all flags of `text`, which spaces separate. What cannot be a flag (an
  /// unknown `\Name`, or bytes an IMAP atom may not have, such as a tab) is
  /// left out (RFC 5232 section 2).
  void Add(std::string_view text, bool tainted);
  void AddAll(std::span<const Value> texts);
  void Remove(std::string_view text);
  /// The flags as values in the arena; texts are copied.
  std::span<const Value> ToValues(Arena* arena) const;
  /// `a b c`, for a variable.
  Value ToText(Arena* arena) const;

 private:
  size_t Find(std::string_view flag) const;
  std::vector<Value> flags_;
};

/// Whether `flag` may be stored: \Seen, \Answered, \Flagged, \Deleted, \Draft,
/// or a keyword.
bool IsFlag(std::string_view flag);

/// The internal flags as a test sees them, in the arena.
std::span<const Value> SeenFlags(vm::CallContext& context);

/// The flags an action of this call is stored with: its lent `:flags`, or the
/// internal ones. `lent`: the pairs after the call's own slots.
std::span<const Value> FlagsFor(vm::CallContext& context,
                                std::span<const Value> lent);

/// The value of a lent tag, or nil. Example: LentTag(pairs, "copy").
Value LentTag(std::span<const Value> lent, std::string_view name);

}  // namespace trommel::stdlib
