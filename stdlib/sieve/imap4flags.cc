// SPDX-License-Identifier: MIT
// imap4flags (RFC 5232): flags for the copies that a script stores. Without a
// variable's name, setflag, addflag and removeflag change the internal flags,
// which keep and fileinto use when they have no :flags; the implicit keep uses
// them as they are at the end. A string may hold several flags, blanks between.
// As Pigeonhole does: what cannot be a flag is left out in silence, a name of a
// variable needs "variables", and hasflag splits its keys for :is and
// :contains.
//
// A named variable is written through its slot: the front end appends ("slot",
// number) for a positional called `variable` or `variables`.
//
// The internal flags begin as those of a stored message (RFC 6785 section 3.8),
// empty at delivery.
//
// Limits: FlagSet::kMost flags.
#include <algorithm>
#include <string>
#include <vector>

#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

/// Slots of the three actions.
enum Slot : uint8_t { kVariable, kFlags, kActionSlots };
/// Slots of hasflag.
enum TestSlot : uint8_t { kSpec, kVariables = 3, kKeys, kTestSlots };

/// The variable a ("slot", number) pair stands for; null for a damaged number.
Value* VariableAt(vm::CallContext& context, const Value& number) {
  auto slot = static_cast<uint64_t>(number.number());
  return slot < context.variables() ? &context.variable(slot) : nullptr;
}

/// The variable the call names, or null for the internal flags.
Value* Named(vm::CallContext& context, std::span<const Value> args) {
  Value slot = LentTag(args.subspan(kActionSlots), "slot");
  return slot.is_nil() ? nullptr : VariableAt(context, slot);
}

FlagSet Current(vm::CallContext& context, const Value* variable) {
  FlagSet set;
  if (variable != nullptr) {
    set.Add(variable->text(), variable->tainted());
  } else {
    set.AddAll(SeenFlags(context));
  }
  return set;
}

void Store(vm::CallContext& context, Value* variable, const FlagSet& set) {
  if (variable != nullptr) {
    *variable = set.ToText(&context.arena());
    return;
  }
  std::span<const Value> flags = set.ToValues(&context.arena());
  context.State<InternalFlags>() = {flags, true};
  context.actions().SetKeepFlags(flags);
}

Result<Value> RunSet(vm::CallContext& context, std::span<const Value> args) {
  FlagSet set;
  set.AddAll(args[kFlags].list());
  Store(context, Named(context, args), set);
  return Value::Nil();
}

Result<Value> RunAdd(vm::CallContext& context, std::span<const Value> args) {
  Value* variable = Named(context, args);
  FlagSet set = Current(context, variable);
  set.AddAll(args[kFlags].list());
  Store(context, variable, set);
  return Value::Nil();
}

Result<Value> RunRemove(vm::CallContext& context, std::span<const Value> args) {
  Value* variable = Named(context, args);
  FlagSet set = Current(context, variable);
  for (const Value& flags : args[kFlags].list()) set.Remove(flags.text());
  Store(context, variable, set);
  return Value::Nil();
}

void CheckHas(CheckContext& context) { CheckMatch(context, kSpec, kKeys); }

/// All flags of the variables that a hasflag names, one variable's after the
/// other's (RFC 5232 section 4: their counts add up), or the internal ones.
std::span<const Value> Subjects(vm::CallContext& context,
                                std::span<const Value> args) {
  if (args[kVariables].is_nil()) return SeenFlags(context);
  std::vector<Value> all;
  std::span<const Value> pairs = args.subspan(kTestSlots);
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (pairs[i].text() != "slot") continue;
    const Value* variable = VariableAt(context, pairs[i + 1]);
    if (variable == nullptr) continue;
    FlagSet set;
    set.Add(variable->text(), variable->tainted());
    for (const Value& flag : set.ToValues(&context.arena())) {
      all.push_back(flag);
    }
  }
  auto out = context.arena().Array<Value>(all.size());
  std::ranges::copy(all, out.begin());
  return out;
}

std::span<const Value> Keys(vm::CallContext& context,
                            std::span<const Value> args) {
  MatchType type = MatchTypeOf(args[kSpec + 1].text());
  if (type != MatchType::kIs && type != MatchType::kContains) {
    return args[kKeys].list();
  }
  FlagSet set;
  set.AddAll(args[kKeys].list());
  return set.ToValues(&context.arena());
}

Result<Value> RunHas(vm::CallContext& context, std::span<const Value> args) {
  Matcher matcher(context, args.first<3>(), Keys(context, args));
  for (const Value& flag : Subjects(context, args)) {
    TRY_ASSIGN(bool matched, matcher.Add(flag.text(), flag.tainted()));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "setflag",
     "setflag [<variable: string>] <flags: string-list>",
     "makes these the flags of what is stored later",
     "setflag \"\\\\Seen\"; keep; => keep flags=[\"\\\\Seen\"]", nullptr,
     RunSet},
    {RowKind::kCommand, "addflag",
     "addflag [<variable: string>] <flags: string-list>",
     "adds flags to those of what is stored later",
     "addflag [\"a\", \"b\"]; => keep (implicit) flags=[\"a\", \"b\"]", nullptr,
     RunAdd},
    {RowKind::kCommand, "removeflag",
     "removeflag [<variable: string>] <flags: string-list>",
     "takes flags away from those of what is stored later",
     "setflag [\"a\", \"b\"]; removeflag \"A\"; keep; => keep flags=[\"b\"]",
     nullptr, RunRemove},
    {RowKind::kTest, "hasflag",
     "hasflag [COMPARATOR] [MATCH-TYPE] [<variables: string-list>] <flags: "
     "string-list>",
     "compares the flags with keys",
     "setflag \"work\"; if hasflag :contains \"or\" { discard; } => discard",
     CheckHas, RunHas},
    {RowKind::kTag, "flags", "flags <flags: string-list>",
     "stores this copy with these flags instead",
     "fileinto :flags \"\\\\Flagged\" \"x\"; "
     "=> fileinto \"x\" flags=[\"\\\\Flagged\"]",
     nullptr, nullptr, "keep fileinto vacation notify"},
    {RowKind::kTag, "addflags", "addflags <flags: string-list>",
     "adds these flags when the message wakes up",
     "snooze :addflags \"$awake\" \"08:00:00\"; => snooze \"INBOX\" "
     "until=\"2026-01-02T08:00:00+00:00\" seconds=1767340800 "
     "addflags=[\"$awake\"]",
     nullptr, nullptr, "snooze"},
    {RowKind::kTag, "removeflags", "removeflags <flags: string-list>",
     "takes these flags away when the message wakes up",
     "snooze :removeflags \"\\\\Seen\" \"08:00:00\"; => snooze \"INBOX\" "
     "until=\"2026-01-02T08:00:00+00:00\" seconds=1767340800 "
     "removeflags=[\"\\\\Seen\"]",
     nullptr, nullptr, "snooze"},
};

}  // namespace

extern const Feature sieve_imap4flags;
const Feature sieve_imap4flags = {"imap4flags", 1, Language::kSieve,
                                  "imap4flags", kRows};

}  // namespace trommel::stdlib
