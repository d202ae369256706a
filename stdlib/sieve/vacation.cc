// SPDX-License-Identifier: MIT
// vacation (RFC 5230): answers a message, once a sender and period. Whether the
// message may be answered at all is decided here (stdlib/shared/auto_reply.h);
// if not, a note says why. Whether the sender was answered lately is the
// executor's memory, by the fields "handle" and "days".
// As Pigeonhole does: a subject left out is "Auto: " and the message's, :days
// is brought into the limits with a warning, a bad constant :from is an issue.
//
// The action's target is the sender; its fields: days, subject, from (if
// given), addresses (if given), mime (if given), handle, reason. A handle left
// out is made of reason, subject, from and mime, so that a new text is sent
// again.
//
// Limits: limits::kVacationMinDays, kVacationMaxDays, kVacationDefaultDays.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/auto_reply.h"
#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t {
  kDays,
  kSubject,
  kFrom,
  kAddresses,
  kMime,
  kHandle,
  kReason,
};

constexpr size_t kSubjectBytes = 998;
constexpr auto kMinDays = static_cast<int64_t>(limits::kVacationMinDays);
constexpr auto kMaxDays = static_cast<int64_t>(limits::kVacationMaxDays);

bool IsAddress(std::string_view text) {
  std::vector<text::Address> all = text::ParseAddresses(text);
  return all.size() == 1 && all[0].valid && !all[0].domain.empty();
}

void Check(CheckContext& context) {
  const BoundArg& days = context.args[kDays];
  if (days.given && (days.number < kMinDays || days.number > kMaxDays)) {
    context.issues->Warning(days.span,
                            "\":days\" is brought into the limits, " +
                                std::to_string(kMinDays) + " to " +
                                std::to_string(kMaxDays));
  }
  const BoundArg& from = context.args[kFrom];
  if (from.given && from.constant && !IsAddress(from.text)) {
    context.issues->Error(from.span,
                          "\"" + std::string(from.text) + "\" is no address",
                          "write it like \"Me <me@example.org>\"");
  }
}

Value Subject(vm::CallContext& context, const Value& given) {
  if (!given.is_nil()) return given;
  std::span<const mail::HeaderValue> values =
      context.headers().Values("subject");
  if (values.empty()) return Value::String("Automated reply");
  std::string_view old = values[0].decoded;
  old = old.substr(0, text::Utf8Prefix(old, kSubjectBytes));
  return context.TaintedCopy("Auto: " + std::string(old));
}

Value Handle(vm::CallContext& context, std::span<const Value> args) {
  if (!args[kHandle].is_nil()) return args[kHandle];
  std::string all;
  for (Slot slot : {kReason, kSubject, kFrom}) {
    all += args[slot].text();
    all += '\0';
  }
  all += args[kMime].boolean() ? '1' : '0';
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx",
                static_cast<unsigned long long>(HashSource(all)));
  return Value::String(context.arena().Copy(digits));
}

Status AddNote(vm::CallContext& context, std::string_view why) {
  vm::Action note;
  note.kind = vm::ActionKind::kNote;
  note.target = context.arena().Copy("no vacation reply: " + std::string(why));
  note.line = context.line();
  return context.actions().Add(note);
}

std::span<const vm::ActionField> Fields(vm::CallContext& context,
                                        std::span<const Value> args) {
  int64_t days = args[kDays].is_nil()
                     ? static_cast<int64_t>(limits::kVacationDefaultDays)
                     : std::clamp(args[kDays].number(), kMinDays, kMaxDays);
  const vm::ActionField all[] = {
      {"days", Value::Int(days)},
      {"subject", Subject(context, args[kSubject])},
      {"from", args[kFrom]},
      {"addresses", args[kAddresses]},
      {"mime", args[kMime]},
      {"handle", Handle(context, args)},
      {"reason", args[kReason]},
      {"forbidden", context.settings().forbid_filter_reply ? Value::Bool(true)
                                                           : Value::Nil()},
  };
  auto fields = context.arena().Array<vm::ActionField>(std::size(all));
  auto end = std::copy_if(
      std::begin(all), std::end(all), fields.begin(),
      [](const vm::ActionField& field) { return !field.value.is_nil(); });
  return fields.first(static_cast<size_t>(end - fields.begin()));
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "vacation"));
  TRY_ASSIGN(std::string_view why,
             WhyNoReply(context, args[kAddresses].list()));
  if (!why.empty()) {
    TRY(AddNote(context, why));
    return Value::Nil();
  }
  vm::Action reply;
  reply.kind = vm::ActionKind::kVacation;
  reply.target = context.arena().Copy(context.envelope().sender);
  reply.target_tainted = true;
  reply.fields = Fields(context, args);
  reply.line = context.line();
  TRY(context.actions().Add(reply));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "vacation",
     "vacation [:days <number: number>] [:subject <subject: string>] "
     "[:from <address: string>] [:addresses <addresses: string-list>] [:mime] "
     "[:handle <handle: string>] <reason: string>",
     "answers the sender that the user is away, once a period",
     "vacation :days 3 \"I am away.\"; => note \"no vacation reply: the "
     "message "
     "came from a mailing list\"; keep (implicit)",
     Check, Run},
};

}  // namespace

extern const Feature sieve_vacation;
const Feature sieve_vacation = {"vacation", 1, Language::kSieve, "vacation",
                                kRows};

}  // namespace trommel::stdlib
