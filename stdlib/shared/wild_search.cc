// SPDX-License-Identifier: MIT
#include "stdlib/shared/wild_search.h"

#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {
namespace {

/// What a key of the file expands to; nil when it asks for failure.
Result<Value> Expanded(vm::CallContext& context, const std::string& pattern) {
  Result<Value> expanded = context.Expand(Value::String(pattern));
  if (expanded) return expanded;
  Error& error = expanded.error();
  if (error.code == Code::kForced) return Value::Nil();
  if (error.code != Code::kRun) return expanded;
  return Err(Code::kDefer, "failed to expand " + exim::InQuotes(pattern) +
                               " while checking a list: " + error.text);
}

}  // namespace

Result<KeyFits> WildSource::Fits(const vm::LookupRequest& request) {
  return KeyFits([this, request](const std::string& pattern) -> Result<bool> {
    vm::CallContext& context = *request.context;
    const Value key = Value::String(request.key, request.taint);
    Value wanted = Value::String(pattern);
    if (expands_) {
      TRY_ASSIGN(wanted, Expanded(context, pattern));
      if (wanted.is_nil()) return false;
    }
    exim::ListMatcher matcher(context, exim::ListKind::kPlain, key);
    TRY_ASSIGN(const bool fits, matcher.MatchOne(wanted.text()));
    if (fits) context.SetMatches({});
    return fits;
  });
}

}  // namespace trommel::stdlib
