// SPDX-License-Identifier: MIT
// vacation (RFC 5230): answers a message, once a sender and period. Whether the
// message may be answered at all is decided here (stdlib/shared/auto_reply.h);
// if not, a note says why. Whether the sender was answered lately is the
// executor's memory, by the fields "handle" and "days" or "seconds".
// With :mime the reason is a MIME entity: of its header fields the answer takes
// those that it has none of itself (From, To, Subject and so on are the
// action's), of each name the first, and none that says who gets it (Cc, Bcc);
// 8-bit bytes there are an error (RFC 5230 section 5). An entity without header
// fields is a text in ASCII (RFC 2045 section 5.2).
// As Pigeonhole does: a subject left out is "Auto: " and the message's, :days
// is brought into the limits with a warning, a bad constant :from is an issue.
// Beside reject and ereject it is a run-time error, and so is a second one,
// whether or not they would answer.
//
// The action's target is the sender; its fields: days (or seconds, when it is
// no number of days), subject, from (if given), addresses (if given), mime (if
// given), handle, reason; sender and to where settings ask for them; fcc…. A
// handle left out is made of the arguments as they are written, before
// variables are put in, so that a new text is sent again.
//
// Settings: sieve_vacation_*, sieve_user_email.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "interp/base/limits.h"
#include "interp/mail/message.h"
#include "interp/program/builder.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/auto_reply.h"
#include "stdlib/shared/characters.h"
#include "stdlib/shared/duration.h"
#include "stdlib/shared/fcc.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/imap_event.h"
#include "stdlib/shared/sender_policy.h"

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
  kSlots,
};

constexpr int64_t kDefaultDays = 7;
constexpr auto kMinDays = static_cast<int64_t>(limits::kVacationMinDays);
constexpr auto kMaxDays = static_cast<int64_t>(limits::kVacationMaxDays);

bool IsAddress(std::string_view text) {
  std::vector<text::Address> all = text::ParseAddresses(text);
  return all.size() == 1 && all[0].valid && !all[0].domain.empty();
}

constexpr std::string_view kHighHeader =
    "the header of a MIME entity may hold ASCII alone";

/// Whether the header of a MIME entity has 8-bit bytes (RFC 5230 section 5).
bool HasHighHeader(std::string_view entity) {
  const std::string_view header = mail::Message(entity).header();
  return std::any_of(header.begin(), header.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80;
  });
}

void Check(CheckContext& context) {
  CheckFcc(context);
  const BoundArg& days = context.args[kDays];
  if (const BoundArg* seconds = context.Lent("seconds");
      seconds != nullptr && days.given) {
    context.issues->Error(seconds->span,
                          "\":days\" and \":seconds\" exclude each other",
                          "keep one of the two");
  }
  if (days.given && (days.number < kMinDays || days.number > kMaxDays)) {
    context.issues->Warning(days.span,
                            "\":days\" is brought into the limits, " +
                                std::to_string(kMinDays) + " to " +
                                std::to_string(kMaxDays));
  }
  const BoundArg& reason = context.args[kReason];
  if (context.args[kMime].given && reason.constant &&
      HasHighHeader(reason.text)) {
    context.issues->Error(reason.span, std::string(kHighHeader));
  }
  const BoundArg& from = context.args[kFrom];
  if (from.given && from.constant && !IsAddress(from.text)) {
    context.issues->Error(from.span,
                          "\"" + std::string(from.text) + "\" is no address",
                          "write it like \"Me <me@example.org>\"");
  }
}

/// At most limits::kSubjectCharacters.
std::string_view Shortened(std::string_view text) {
  return text.substr(0, FirstCharacters(text, limits::kSubjectCharacters));
}

/// `%{subject}` in the template stands for the message's.
std::string Filled(std::string pattern, std::string_view subject) {
  constexpr std::string_view kMark = "%{subject}";
  const size_t at = pattern.find(kMark);
  if (at != std::string::npos) pattern.replace(at, kMark.size(), subject);
  return pattern;
}

Value Subject(vm::CallContext& context, const Value& given) {
  if (!given.is_nil()) {
    return Value::String(Shortened(given.text()), given.taint());
  }
  const vm::Settings& settings = context.settings();
  std::span<const mail::HeaderValue> values =
      context.headers().Values("subject");
  if (values.empty() || text::Trim(values[0].decoded).empty()) {
    return Value::String(
        context.arena().Copy(settings.sieve_vacation_default_subject));
  }
  const std::string subject =
      Filled(settings.sieve_vacation_default_subject_template,
             text::Trim(values[0].decoded));
  return context.TaintedCopy(Shortened(subject));
}

Value Handle(vm::CallContext& context, std::span<const Value> args) {
  if (!args[kHandle].is_nil()) return args[kHandle];
  const Value origin = LentTag(args.subspan(kSlots), "origin");
  std::string all(origin.text());
  if (origin.is_nil()) {
    for (Slot slot : {kReason, kSubject, kFrom}) {
      all += args[slot].text();
      all += '\0';
    }
    all += args[kMime].boolean() ? '1' : '0';
  }
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx",
                static_cast<unsigned long long>(HashSource(all)));
  return Value::String(context.arena().Copy(digits));
}

/// The period within the limits of the settings, in seconds.
int64_t Period(vm::CallContext& context, const Value& days,
               const Value& seconds) {
  const vm::Settings& settings = context.settings();
  const int64_t least =
      DurationOr(settings.sieve_vacation_min_period, kDaySeconds);
  int64_t most =
      DurationOr(settings.sieve_vacation_max_period, kMaxDays * kDaySeconds);
  if (most == 0) most = INT64_MAX;
  int64_t wanted = DurationOr(settings.sieve_vacation_default_period,
                              kDefaultDays * kDaySeconds);
  if (!seconds.is_nil()) wanted = seconds.number();
  if (!days.is_nil()) {
    wanted = std::min(days.number(), INT64_MAX / kDaySeconds) * kDaySeconds;
  }
  return std::max(std::min(wanted, most), least);
}

void AddPeriod(vm::CallContext& context, std::span<const Value> args,
               ActionFields* fields) {
  const Value seconds = LentTag(args.subspan(kSlots), "seconds");
  const int64_t period = Period(context, args[kDays], seconds);
  const bool in_days =
      seconds.is_nil() && period > 0 && period % kDaySeconds == 0;
  fields->Add(in_days ? "days" : "seconds",
              Value::Int(in_days ? period / kDaySeconds : period));
}

/// The author that a reply names in To, where the envelope is not to count.
Value Author(vm::CallContext& context) {
  if (!context.settings().sieve_vacation_to_header_ignore_envelope) return {};
  for (std::string_view name : {"sender", "resent-from", "from"}) {
    const auto values = context.headers().Values(name);
    if (!values.empty()) return context.TaintedCopy(values[0].decoded);
  }
  return {};
}

/// Who the reply is from in the envelope: nil is the null sender.
Value Sender(vm::CallContext& context) {
  if (!context.settings().sieve_vacation_send_from_recipient) return {};
  return context.TaintedCopy(context.envelope().recipient);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "vacation"));
  if (args[kMime].boolean() && HasHighHeader(args[kReason].text())) {
    return Err(Code::kRun, std::string(kHighHeader));
  }
  TRY_ASSIGN(std::string_view why,
             WhyNoReply(context, args[kAddresses].list()));
  if (!why.empty()) {
    TRY(context.actions().Register(vm::ActionKind::kVacation));
    TRY(AddNote(context, "no vacation reply: " + std::string(why)));
    return Value::Nil();
  }
  ActionFields fields;
  AddPeriod(context, args, &fields);
  fields.Add("subject", Subject(context, args[kSubject]));
  fields.Add("from", args[kFrom]);
  fields.Add("addresses", args[kAddresses]);
  fields.Add("mime", args[kMime]);
  fields.Add("handle", Handle(context, args));
  fields.Add("reason", args[kReason]);
  fields.Add("sender", Sender(context));
  fields.Add("to", Author(context));
  if (context.settings().forbid_filter_reply) {
    fields.Add("forbidden", Value::Bool(true));
  }
  TRY(AddFcc(context, args.subspan(kSlots), &fields));
  vm::Action reply;
  reply.kind = vm::ActionKind::kVacation;
  reply.target = context.arena().Copy(context.envelope().sender);
  reply.target_tainted = true;
  reply.fields = fields.In(&context.arena());
  reply.line = context.line();
  TRY(context.actions().Add(reply));
  return Value::Nil();
}

Result<Value> RunRequired(vm::CallContext& context, std::span<const Value>) {
  return RefuseRequireInImapEvent(context, "vacation");
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
    {RowKind::kStep, "vacation_required", "vacation_required",
     "an error in a script for an IMAP event", "stop; => keep (implicit)",
     nullptr, RunRequired},
};

}  // namespace

extern const Feature sieve_vacation;
const Feature sieve_vacation = {"vacation", 1, Language::kSieve,
                                "vacation vacation-seconds", kRows};

}  // namespace trommel::stdlib
