// SPDX-License-Identifier: MIT
// vnd.proton.expire (Proton Mail): expire says when the stored message is to be
// deleted, unexpire that it is not; of several the last counts. Both add an
// action "expire", which says so to who stores the message: "at" is the time in
// seconds since 1970, "never" the target of unexpire. They do not touch the
// implicit keep. hasexpiration and expiration ask what the script has set so
// far; expiration compares the whole units that are left.
//
// Units are day, minute and second; more than 730 days are cut to that, less
// than one second is at once. Proton's engine is closed: where its help page
// says nothing, this is ours. `trommel-lda` stores the message and deletes
// nothing.
#include <algorithm>
#include <optional>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

constexpr int64_t kMostSeconds = int64_t{730} * 86400;

/// What the script has said last.
struct Expiration {
  std::optional<int64_t> seconds;  ///< from now; absent: never
};

struct Unit {
  std::string_view name;
  int64_t seconds;
};
constexpr Unit kUnits[] = {{"day", 86400}, {"minute", 60}, {"second", 1}};

int64_t UnitOf(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (text::EqualsCaseless(unit.name, name)) return unit.seconds;
  }
  return 0;
}

std::string NoUnit(std::string_view name) {
  return "\"" + std::string(name) + "\" is no unit of time";
}

/// A whole number, perhaps with a sign; absent for anything else. One that is
/// below zero is taken for zero.
std::optional<int64_t> ReadAmount(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || !std::ranges::all_of(text, text::IsDigit)) {
    return std::nullopt;
  }
  if (negative) return 0;
  int64_t amount = 0;
  for (char c : text) {
    amount = std::min<int64_t>(amount * 10 + (c - '0'), kMostSeconds);
  }
  return amount;
}

std::string NoAmount(std::string_view text) {
  return "\"" + std::string(text) + "\" is no amount of time";
}

void CheckUnit(CheckContext& context) {
  const BoundArg& unit = context.args[0];
  if (!unit.constant || UnitOf(unit.text) != 0) return;
  context.issues->Error(unit.span, NoUnit(unit.text),
                        "the units are day, minute and second");
}

void CheckExpire(CheckContext& context) {
  CheckUnit(context);
  const BoundArg& amount = context.args[1];
  if (!amount.constant || ReadAmount(amount.text)) return;
  context.issues->Error(amount.span, NoAmount(amount.text),
                        "write it like \"7\"");
}

/// Slots of the test expiration.
enum Slot : uint8_t { kSpec, kUnit = 3, kKeys };

void CheckExpiration(CheckContext& context) {
  CheckContext unit = context;
  unit.args = context.args.subspan(kUnit);
  CheckUnit(unit);
  CheckMatch(context, kSpec, kKeys);
}

Status AddAction(vm::CallContext& context, std::string_view target,
                 std::optional<int64_t> at) {
  vm::Action expire;
  expire.kind = vm::ActionKind::kExpire;
  expire.target = target;
  if (at) {
    auto fields = context.arena().Array<vm::ActionField>(1);
    fields[0] = {"at", Value::Int(*at)};
    expire.fields = fields;
  }
  expire.line = context.line();
  return context.actions().Add(expire);
}

Result<Value> RunExpire(vm::CallContext& context, std::span<const Value> args) {
  const int64_t unit = UnitOf(args[0].text());
  if (unit == 0) return Err(Code::kRun, NoUnit(args[0].text()));
  const std::optional<int64_t> amount = ReadAmount(args[1].text());
  if (!amount) return Err(Code::kRun, NoAmount(args[1].text()));
  const int64_t seconds = std::min(*amount * unit, kMostSeconds);
  context.State<Expiration>() = {seconds};
  TRY(AddAction(context, {}, context.host().Now().seconds + seconds));
  return Value::Nil();
}

Result<Value> RunUnexpire(vm::CallContext& context, std::span<const Value>) {
  context.State<Expiration>() = {};
  TRY(AddAction(context, "never", std::nullopt));
  return Value::Nil();
}

Result<Value> RunHas(vm::CallContext& context, std::span<const Value>) {
  return Value::Bool(context.State<Expiration>().seconds.has_value());
}

Result<Value> RunExpiration(vm::CallContext& context,
                            std::span<const Value> args) {
  const int64_t unit = UnitOf(args[kUnit].text());
  if (unit == 0) return Err(Code::kRun, NoUnit(args[kUnit].text()));
  const Expiration& now = context.State<Expiration>();
  if (!now.seconds) return Value::Bool(false);
  Matcher matcher(context, args.first<kUnit>(), args[kKeys].list());
  const std::string left = std::to_string(*now.seconds / unit);
  TRY_ASSIGN(bool matched, matcher.Add(context.arena().Copy(left), false));
  if (matched) return Value::Bool(true);
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "expire", "expire <unit: string> <amount: string>",
     "says when the stored message is to be deleted",
     "expire \"day\" \"10\"; => expire at=1768187045; keep (implicit)",
     CheckExpire, RunExpire},
    {RowKind::kCommand, "unexpire", "unexpire",
     "says that the stored message is not to be deleted",
     "unexpire; => expire \"never\"; keep (implicit)", nullptr, RunUnexpire},
    {RowKind::kTest, "hasexpiration", "hasexpiration",
     "is true if the message is to be deleted",
     "if hasexpiration { discard; } => keep (implicit)", nullptr, RunHas},
    {RowKind::kTest, "expiration",
     "expiration [COMPARATOR] [MATCH-TYPE] <unit: string> <key-list: "
     "string-list>",
     "compares the time that is left with keys",
     "if expiration \"day\" \"3\" { discard; } => keep (implicit)",
     CheckExpiration, RunExpiration},
};

}  // namespace

extern const Feature sieve_vnd_proton_expire;
const Feature sieve_vnd_proton_expire = {
    "vnd.proton.expire", 1, Language::kSieve, "vnd.proton.expire", kRows};

}  // namespace trommel::stdlib
