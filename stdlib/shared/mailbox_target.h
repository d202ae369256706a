// SPDX-License-Identifier: MIT
// Which mailbox an action means: by name, or by the tags :specialuse (RFC 8579)
// and :mailboxid (RFC 9042), made when missing with :create (RFC 5490).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// A mailbox found. Views the call's arguments or the arena.
struct MailboxTarget {
  std::string_view name;  ///< UTF-8, not empty
  bool tainted = false;
  bool create = false;   ///< make it when it is missing
  std::string_view use;  ///< special use that it gets when it is made, or ""
};

/// The mailbox that `name` and the tags lent to the call say: the one that
/// :mailboxid or :specialuse finds, else `name`. Of several with the special
/// use it is `name`, if that is one of them. kRun for an empty name and for a
/// special use that is none; a kTemporary error is the mail store's.
///
/// Example: TRY_ASSIGN(MailboxTarget to, FindMailbox(context, args[0], lent));
Result<MailboxTarget> FindMailbox(vm::CallContext& context, const Value& name,
                                  std::span<const Value> lent);

/// The action's fields that say how `target` is made: none when it is not to
/// be. In the arena.
std::span<const vm::ActionField> CreateFields(vm::CallContext& context,
                                              const MailboxTarget& target);

/// Whether `text` can be a special use: a backslash and an IMAP atom.
bool IsSpecialUse(std::string_view text);

/// Issue for a constant text that can be no special use. For Row::check.
void CheckSpecialUse(std::string_view text, Span span, IssueList* issues);

/// `name` as UTF-8; what is none becomes U+FFFD. In the arena.
std::string_view CleanMailbox(vm::CallContext& context, std::string_view name);

/// Row::check of a positional that is a mailbox: not empty, UTF-8.
void CheckMailbox(const BoundArg& mailbox, IssueList* issues);

}  // namespace trommel::stdlib
