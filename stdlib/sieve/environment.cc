// SPDX-License-Identifier: MIT
// environment (RFC 5183): compares facts about where the script runs. Items:
// domain, host, location (MDA), name (Trommel), phase (during), version, and
// remote-host and remote-ip where the MTA told of a client. The setting
// sieve_environment/NAME gives an item, known or not, another value. A test of
// an item that is not known is false, that of its :count too; the count of an
// empty item is 0. As in Pigeonhole, the names of items are case-sensitive.
// Deviation: an item that an extension adds is there without its `require`.
#include "stdlib/shared/environment_items.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kSpec, kName = 3, kKeys };

void Check(CheckContext& context) { CheckMatch(context, kSpec, kKeys); }

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  std::optional<Value> item = EnvironmentItem(context, args[kName].text());
  if (!item) return Value::Bool(false);
  Matcher matcher(context, args.first<kName>(), args[kKeys].list());
  if (!matcher.counts() || !item->text().empty()) {
    TRY_ASSIGN(bool matched, matcher.Add(item->text(), item->tainted()));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "environment",
     "environment [COMPARATOR] [MATCH-TYPE] <name: string> <key-list: "
     "string-list>",
     "compares an item of the environment with keys",
     "if environment :matches \"host\" \"*.example.com\" { discard; } "
     "=> discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_environment;
const Feature sieve_environment = {"environment", 1, Language::kSieve,
                                   "environment vnd.dovecot.environment",
                                   kRows};

}  // namespace trommel::stdlib
