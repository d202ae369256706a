// SPDX-License-Identifier: MIT
// What an administrator may lock: settings forbid_filter_… (Exim specification,
// the redirect router's options of that name).
//
// The front end calls this step before the item's arguments, in branches that
// are not taken, too: so does Exim. `exists`, `stat`, logwrite and replies ask
// for themselves.
#include <algorithm>

#include "interp/vm/call_context.h"

namespace trommel::stdlib {

extern const Feature exim_policy;

namespace {

struct Lock {
  std::string_view item;
  bool vm::Settings::*forbidden;
  std::string_view error;
};
constexpr Lock kLocks[] = {
    {"dlfunc", &vm::Settings::forbid_filter_dlfunc,
     "dynamically-loaded functions are not permitted"},
    {"lookup", &vm::Settings::forbid_filter_lookup,
     "lookup expansions are not permitted"},
    {"perl", &vm::Settings::forbid_filter_perl, "Perl calls are not permitted"},
    {"readfile", &vm::Settings::forbid_filter_readfile,
     "file insertions are not permitted"},
    {"readsocket", &vm::Settings::forbid_filter_readsocket,
     "socket insertions are not permitted"},
    {"run", &vm::Settings::forbid_filter_run,
     "running a command is not permitted"},
};

Result<Value> RunPermit(vm::CallContext& context, std::span<const Value> args) {
  const Lock* lock = std::ranges::find(kLocks, args[0].text(), &Lock::item);
  if (lock != std::end(kLocks) && context.settings().*lock->forbidden) {
    return Err(Code::kRun, std::string(lock->error));
  }
  return Value::String({});
}

constexpr Row kRows[] = {
    {RowKind::kStep, "permit", "permit <item: string>",
     "fails when a setting forbids the item", "${readfile{/etc/note}} => hi\\n",
     nullptr, RunPermit},
};

}  // namespace

constinit const Feature exim_policy = {"policy", 1, Language::kExim, "", kRows};

}  // namespace trommel::stdlib
