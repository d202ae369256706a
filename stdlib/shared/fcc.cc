// SPDX-License-Identifier: MIT
#include "stdlib/shared/fcc.h"

#include <string>

#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

struct Option {
  std::string_view tag;
  std::string_view field;
};
constexpr Option kOptions[] = {{"flags", "fcc_flags"},
                               {"create", "fcc_create"},
                               {"specialuse", "fcc_specialuse"},
                               {"mailboxid", "fcc_mailboxid"}};

}  // namespace

void CheckFcc(CheckContext& context) {
  const bool given = context.Lent("fcc") != nullptr;
  for (const Option& option : kOptions) {
    const BoundArg* value = context.Lent(option.tag);
    if (value == nullptr || given) continue;
    context.issues->Error(context.call,
                          "\":" + std::string(option.tag) +
                              "\" is about a copy, but there is no \":fcc\"",
                          "add :fcc and the name of a mailbox");
  }
  if (const BoundArg* other = context.Lent("mailboxid");
      other != nullptr && context.Lent("specialuse") != nullptr) {
    context.issues->Error(other->span,
                          "\":specialuse\" and \":mailboxid\" exclude each "
                          "other",
                          "keep one of the two");
  }
}

Status AddFcc(std::span<const Value> lent, ActionFields* fields) {
  const Value mailbox = LentTag(lent, "fcc");
  if (mailbox.is_nil()) return {};
  if (mailbox.text().empty()) {
    return Err(Code::kRun, "the mailbox of \":fcc\" has no name");
  }
  fields->Add("fcc", mailbox);
  for (const Option& option : kOptions) {
    fields->Add(option.field, LentTag(lent, option.tag));
  }
  return {};
}

}  // namespace trommel::stdlib
