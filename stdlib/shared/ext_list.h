// SPDX-License-Identifier: MIT
// Lists outside of the script (RFC 6134): the match type :list, redirect :list
// and valid_ext_list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The one spelling of a list's name: ":addrbook:X" written out as a URN, its
/// prefix in lower case, the percent encoding of a book undone, the book
/// "default" in lower case. Empty when `name` is no absolute URI, or an address
/// book without a name.
/// Example: ":AddrBook:%44efault" is "urn:ietf:params:sieve:addrbook:default".
std::string ListName(std::string_view name);

/// The entries of a list, as they are written; absent when there is no such
/// list. Asks Host::ListEntries, then the files of sieve_extlists_list (an
/// entry a line; empty ones and those that begin with "#" are left out); the
/// book "default" is always there. Read once a run.
Result<std::optional<std::span<const Value>>> ListEntries(
    vm::CallContext& context, std::string_view name);

/// The entry that is `value`, the case of A to Z ignored; of an address book
/// also the first that is an address in it. kRun when there is no such list.
Result<std::optional<Value>> FindOnList(vm::CallContext& context,
                                        std::string_view list,
                                        std::string_view value);

}  // namespace trommel::stdlib
