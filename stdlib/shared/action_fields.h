// SPDX-License-Identifier: MIT
// ActionFields: the named arguments of an action in the making.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// At most kMost fields; nil values are left out.
/// Example: ActionFields f; f.Add("days", v); action.fields = f.In(&arena);
class ActionFields {
 public:
  static constexpr size_t kMost = 24;

  void Add(std::string_view name, const Value& value) {
    if (!value.is_nil() && size_ < kMost) all_[size_++] = {name, value};
  }
  std::span<const vm::ActionField> In(Arena* arena) const {
    auto fields = arena->Array<vm::ActionField>(size_);
    std::copy_n(all_.begin(), size_, fields.begin());
    return fields;
  }

 private:
  std::array<vm::ActionField, kMost> all_{};
  size_t size_ = 0;
};

/// A note among the actions, for people: why nothing was sent.
inline Status AddNote(vm::CallContext& context, std::string_view text) {
  vm::Action note;
  note.kind = vm::ActionKind::kNote;
  note.target = context.arena().Copy(text);
  note.line = context.line();
  return context.actions().Add(note);
}

}  // namespace trommel::stdlib
