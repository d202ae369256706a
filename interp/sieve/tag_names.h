// SPDX-License-Identifier: MIT
// Names of rows and tags: what belongs to a command, what is nearest to a typo.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "interp/program/row_index.h"

namespace trommel::sieve {

/// The tag of a choice such as "over / :under" that `tag` names (caseless), as
/// the usage line spells it; empty if none.
std::string_view ChoiceOf(std::string_view choice, std::string_view tag);

/// Whether a tag row lends itself to `command`.
bool Extends(const Row& tag, std::string_view command);

/// `did you mean …?` over all Sieve rows of these kinds; empty if none is near.
std::string NearestRow(const RowIndex& rows, std::string_view word,
                       std::initializer_list<RowKind> kinds);

/// The same over all tags that `command` understands, its own, the lent, match
/// types and address parts; lists the tags of the command if none is near.
std::string NearestTag(const RowIndex& rows, const Row& command,
                       std::string_view word);

}  // namespace trommel::sieve
