// SPDX-License-Identifier: MIT
// What all lookup types do alike (Exim specification, "File and database
// lookups"): partial matching, defaults, options, the cache of a run, and what
// may be asked with what.
#pragma once

#include <span>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"
#include "interp/vm/lookup.h"

namespace trommel::stdlib::exim {

/// Runs a row of kind kLookupType. `args` are the key, the file and the type as
/// written ("partial-lsearch*@,ret=key"), or the query and the type. The value,
/// or nil when there is none. kDefer "lookup of "x" gave DEFER: why".
Result<Value> RunLookup(vm::CallContext& context, std::span<const Value> args,
                        const vm::LookupDriver& driver);

/// The same as a row's run function.
template <const vm::LookupDriver& driver>
Result<Value> LookupRow(vm::CallContext& context, std::span<const Value> args) {
  return RunLookup(context, args, driver);
}

/// A lookup that stands in a list, `lsearch;/file`: the type is read now.
/// Errors are without "lookup of … gave DEFER". `key` serves single-key types.
///
/// Example: RunListLookup(context, "partial-dbm;/etc/domains", domain).
Result<Value> RunListLookup(vm::CallContext& context, std::string_view item,
                            const Value& key);

/// Whether what stands left of the item's semicolon is a lookup type.
bool IsLookupItem(vm::CallContext& context, std::string_view item);

/// A query with somebody else's text in it must have that text quoted for the
/// driver: kRun "tainted search query is not properly quoted for …".
Status CheckQuery(const Value& query, const vm::LookupDriver& driver);

/// The value of `name` among the options `ret=full,cache=no_rd`; empty if none.
std::string_view LookupOption(std::string_view options, std::string_view name);

/// Whether `option`, "ret=full", is among them.
bool HasLookupOption(std::string_view options, std::string_view option);

}  // namespace trommel::stdlib::exim
