// SPDX-License-Identifier: MIT
// What the tests of mailbox and server annotations share (RFC 5490, RFC 5464).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "stdlib/shared/match.h"

namespace trommel::stdlib {

/// Why `entry` can be no name of an annotation ("must begin with ..."); empty
/// when it can.
std::string_view EntryProblem(std::string_view entry);

/// Warns of constant names that can be none. For Row::check.
void CheckEntries(const BoundArg& entries, IssueList* issues);

/// Whether the annotation exists and matches; `spec` as for Matcher. Of the
/// server when `mailbox` is absent. A kTemporary error is the mail store's.
Result<Value> MatchEntry(vm::CallContext& context, MatchSpec spec,
                         std::optional<std::string_view> mailbox,
                         std::string_view entry, std::span<const Value> keys);

/// Whether all these annotations exist.
Result<Value> HasEntries(vm::CallContext& context,
                         std::optional<std::string_view> mailbox,
                         std::span<const Value> entries);

}  // namespace trommel::stdlib
