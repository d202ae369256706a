// SPDX-License-Identifier: MIT
#include "stdlib/shared/mailbox_target.h"

#include <algorithm>

#include "interp/text/charset.h"
#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kEmpty = "the name of a folder must not be empty";
constexpr std::string_view kSpecials = "(){%*\"\\]";

Result<std::optional<std::string>> ByUse(vm::MailStore& store,
                                         std::string_view name,
                                         std::string_view use) {
  TRY_ASSIGN(const bool wanted, store.HasUse(name, use));
  if (wanted) return std::optional<std::string>(name);
  return store.ForUse(use);
}

}  // namespace

bool IsSpecialUse(std::string_view text) {
  if (text.size() < 2 || text[0] != '\\') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return c > ' ' && c < 0x7F && kSpecials.find(c) == std::string_view::npos;
  });
}

void CheckSpecialUse(std::string_view text, Span span, IssueList* issues) {
  if (IsSpecialUse(text)) return;
  issues->Error(span, "\"" + std::string(text) + "\" is no special use",
                "such as \"\\\\Junk\", \"\\\\Archive\" or \"\\\\Trash\"");
}

std::string_view CleanMailbox(vm::CallContext& context, std::string_view name) {
  std::string clean;
  if (text::IsUtf8(name) || !text::ToUtf8(name, "utf-8", &clean)) return name;
  return context.arena().Copy(clean);
}

void CheckMailbox(const BoundArg& mailbox, IssueList* issues) {
  if (!mailbox.constant) return;
  if (mailbox.text.empty()) {
    issues->Error(mailbox.span, std::string(kEmpty));
  } else if (!text::IsUtf8(mailbox.text)) {
    issues->Error(mailbox.span, "the name of the folder is not UTF-8");
  }
}

Result<MailboxTarget> FindMailbox(vm::CallContext& context, const Value& name,
                                  std::span<const Value> lent) {
  if (name.text().empty()) return Err(Code::kRun, std::string(kEmpty));
  MailboxTarget target = {CleanMailbox(context, name.text()),
                          name.tainted(),
                          LentTag(lent, "create").boolean(),
                          {}};
  const std::string_view use = LentTag(lent, "specialuse").text();
  const Value id = LentTag(lent, "mailboxid");
  if (!use.empty() && !IsSpecialUse(use)) {
    return Err(Code::kRun,
               "\"" + std::string(use) + "\" is no special use of a mailbox");
  }
  if (use.empty() && id.is_nil()) return target;
  vm::MailStore* store = context.host().Mailboxes();
  std::optional<std::string> found;
  if (store != nullptr && !use.empty()) {
    TRY_ASSIGN(found, ByUse(*store, target.name, use));
  }
  if (store != nullptr && !id.is_nil()) {
    TRY_ASSIGN(found, store->ById(id.text()));
  }
  if (!found) {
    if (target.create) target.use = use;
    return target;
  }
  target.tainted = target.tainted && *found == target.name;
  target.name = context.arena().Copy(*found);
  target.create = false;
  return target;
}

std::span<const vm::ActionField> CreateFields(vm::CallContext& context,
                                              const MailboxTarget& target) {
  if (!target.create) return {};
  const size_t count = target.use.empty() ? 1 : 2;
  std::span<vm::ActionField> fields =
      context.arena().Array<vm::ActionField>(count);
  fields[0] = {"create", Value::Bool(true)};
  if (count == 2) fields[1] = {"use", Value::String(target.use)};
  return fields;
}

}  // namespace trommel::stdlib
