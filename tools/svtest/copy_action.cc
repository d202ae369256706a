// SPDX-License-Identifier: MIT
#include "tools/svtest/copy_action.h"

namespace trommel::svtest {
namespace {

Value CopyValue(const Value& value, Arena* arena) {
  if (value.type() == Type::kString) {
    return Value::String(arena->Copy(value.text()), value.taint());
  }
  if (value.type() != Type::kList) return value;
  std::span<Value> items = arena->Array<Value>(value.list().size());
  for (size_t i = 0; i < items.size(); ++i) {
    items[i] = CopyValue(value.list()[i], arena);
  }
  return Value::List(items);
}

}  // namespace

vm::Action CopyAction(const vm::Action& action, Arena* arena) {
  vm::Action copy = action;
  copy.target = arena->Copy(action.target);
  std::span<Value> flags = arena->Array<Value>(action.flags.size());
  for (size_t i = 0; i < flags.size(); ++i) {
    flags[i] = CopyValue(action.flags[i], arena);
  }
  copy.flags = flags;
  auto fields = arena->Array<vm::ActionField>(action.fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    fields[i] = {arena->Copy(action.fields[i].name),
                 CopyValue(action.fields[i].value, arena)};
  }
  copy.fields = fields;
  if (action.content != nullptr) {
    copy.content = arena->Make<vm::Content>(arena->Copy(action.content->header),
                                            arena->Copy(action.content->body));
  }
  return copy;
}

}  // namespace trommel::svtest
