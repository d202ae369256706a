// SPDX-License-Identifier: MIT
#include "stdlib/shared/imap_event.h"

#include <string>

namespace trommel::stdlib {
namespace {

struct ItemRow {
  std::string_view name;
  std::string_view vm::ImapEvent::*value;
};

constexpr ItemRow kItems[] = {
    {"imap.cause", &vm::ImapEvent::cause},
    {"imap.mailbox", &vm::ImapEvent::mailbox},
    {"imap.user", &vm::ImapEvent::user},
    {"imap.email", &vm::ImapEvent::email},
    {"imap.changedflags", &vm::ImapEvent::changed_flags},
};

}  // namespace

Status RefuseInImapEvent(vm::CallContext& context, std::string_view what) {
  if (context.input().imap == nullptr) return {};
  return Err(Code::kRun,
             std::string(what) + " cannot be used for an IMAP event");
}

Result<Value> RefuseRequireInImapEvent(vm::CallContext& context,
                                       std::string_view feature) {
  if (context.input().imap == nullptr) return Value::String({});
  return Err(Code::kRun,
             std::string(feature) + " cannot be required for an IMAP event");
}

std::optional<std::string_view> ImapItem(vm::CallContext& context,
                                         std::string_view name) {
  const vm::ImapEvent* event = context.input().imap;
  for (const ItemRow& row : kItems) {
    if (row.name != name) continue;
    return event == nullptr ? std::string_view() : event->*row.value;
  }
  if (event == nullptr) return std::nullopt;
  if (name == "location") return "MS";
  if (name == "phase") return "post";
  return std::nullopt;
}

}  // namespace trommel::stdlib
