// SPDX-License-Identifier: MIT
// snooze (draft-ietf-extra-sieve-snooze-07, expired; Cyrus's documentation):
// stores the message in the mailbox of the special use \Snoozed, out of sight
// until one of the times of day, when it goes to :mailbox (INBOX). The
// earliest of the times on one of the weekdays (0 is Sunday) that is still to
// come is chosen, in the zone :tzid or the user's. A time that a clock put
// forward leaves out is taken with the offset before, one that it repeats the
// first time (RFC 5545 section 3.3.5).
//
// The action's target is the mailbox to wake up in; its fields: until (the
// moment, ISO 8601), seconds (the same since 1970), addflags, removeflags,
// create, use. Its flags are those that the message has meanwhile.
//
// Limits: kMostTimes times. Ours, where the draft is silent: a second snooze in
// a run is an error, and so is one for an IMAP event.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "interp/text/ascii.h"
#include "interp/text/date.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/imap_event.h"
#include "stdlib/shared/mailbox_target.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kMailbox, kWeekdays, kZone, kTimes, kSlots };

constexpr int64_t kDay = 86400;
constexpr size_t kMostTimes = 32;
constexpr int kAllDays = 0x7F;
constexpr Value kInbox = Value::String("INBOX");

/// Seconds after midnight of "hh:mm:ss"; -1 for what is none.
int64_t TimeOfDay(std::string_view text) {
  constexpr std::string_view kForm = "00:00:00";
  if (text.size() != kForm.size()) return -1;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = kForm[i] == '0';
    if (digit ? !text::IsDigit(text[i]) : text[i] != ':') return -1;
  }
  auto two = [&](size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
  };
  if (two(0) > 23 || two(3) > 59 || two(6) > 59) return -1;
  return two(0) * 3600 + two(3) * 60 + two(6);
}

bool IsWeekday(std::string_view text) {
  return text.size() == 1 && text[0] >= '0' && text[0] <= '6';
}

bool IsZone(std::string_view text) {
  return !text.empty() && text.size() <= 64 && !text.starts_with('/') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return text::IsAlnum(c) || c == '_' || c == '+' || c == '/' ||
                  c == '-';
         });
}

std::string NoTime(std::string_view text) {
  return "\"" + std::string(text) + "\" is no time of day, hh:mm:ss";
}

std::string NoWeekday(std::string_view text) {
  return "\"" + std::string(text) + "\" is no weekday, 0 (Sunday) to 6";
}

std::string NoZone(std::string_view text) {
  return "\"" + std::string(text) + "\" is no time zone";
}

std::string TooMany() {
  return "snooze takes at most " + std::to_string(kMostTimes) + " times";
}

void Check(CheckContext& context) {
  const BoundArg& times = context.args[kTimes];
  const BoundArg& weekdays = context.args[kWeekdays];
  const BoundArg& zone = context.args[kZone];
  if (context.args[kMailbox].given) {
    CheckMailbox(context.args[kMailbox], context.issues);
  }
  if (times.list.size() > kMostTimes) {
    context.issues->Error(times.span, TooMany());
  }
  if (times.constant) {
    for (std::string_view time : times.list) {
      if (TimeOfDay(time) < 0) context.issues->Error(times.span, NoTime(time));
    }
  }
  if (weekdays.constant) {
    for (std::string_view day : weekdays.list) {
      if (IsWeekday(day)) continue;
      context.issues->Error(weekdays.span, NoWeekday(day));
    }
  }
  if (zone.given && zone.constant && !IsZone(zone.text)) {
    context.issues->Error(zone.span, NoZone(zone.text),
                          "such as \"Europe/Berlin\"");
  }
}

Result<int> DaysOf(const Value& given) {
  if (given.is_nil()) return kAllDays;
  int days = 0;
  for (const Value& day : given.list()) {
    if (!IsWeekday(day.text())) return Err(Code::kRun, NoWeekday(day.text()));
    days |= 1 << (day.text()[0] - '0');
  }
  return days;
}

/// The local clock of a zone.
class Clock {
 public:
  Clock(vm::Host& host, std::string_view zone) : host_(host), zone_(zone) {}

  /// Seconds to be added to UTC then.
  Result<int64_t> Offset(int64_t seconds) const {
    const std::optional<int32_t> minutes = host_.ZoneMinutes(zone_, seconds);
    if (!minutes) return Err(Code::kRun, NoZone(zone_));
    return int64_t{*minutes} * 60;
  }

  /// The moment of a local time, given as if it were UTC.
  Result<int64_t> Moment(int64_t local) const {
    TRY_ASSIGN(const int64_t before, Offset(local - kDay));
    TRY_ASSIGN(const int64_t after, Offset(local + kDay));
    TRY_ASSIGN(const int64_t first, Offset(local - before));
    if (first == before) return local - before;
    TRY_ASSIGN(const int64_t second, Offset(local - after));
    return local - (second == after ? after : before);
  }

 private:
  vm::Host& host_;
  std::string_view zone_;
};

/// The first of `times` on one of `days` after `now`.
Result<int64_t> NextOf(const Clock& clock, int64_t now,
                       std::span<const int64_t> times, int days) {
  TRY_ASSIGN(const int64_t offset, clock.Offset(now));
  const int64_t today = (now + offset) / kDay;
  for (int64_t day = today; day <= today + 8; ++day) {
    const auto weekday = static_cast<int>((day + 4) % 7);  // 1970: a Thursday
    if ((days >> weekday & 1) == 0) continue;
    for (int64_t time : times) {
      TRY_ASSIGN(const int64_t moment, clock.Moment(day * kDay + time));
      if (moment > now) return moment;
    }
  }
  return Err(Code::kRun, "snooze finds no time to come");
}

std::string IsoTime(int64_t seconds, int64_t offset) {
  const text::CivilTime civil =
      text::ToCivil({seconds, static_cast<int32_t>(offset / 60)});
  const int64_t minutes = std::abs(offset) / 60;
  std::array<char, 80> out{};
  std::snprintf(out.data(), out.size(),
                "%04lld-%02d-%02dT%02d:%02d:%02d%c%02lld:%02lld",
                static_cast<long long>(civil.year), civil.month, civil.day,
                civil.hour, civil.minute, civil.second, offset < 0 ? '-' : '+',
                static_cast<long long>(minutes / 60),
                static_cast<long long>(minutes % 60));
  return out.data();
}

Result<std::vector<int64_t>> TimesOf(const Value& given) {
  std::vector<int64_t> out;
  for (const Value& text : given.list()) {
    out.push_back(TimeOfDay(text.text()));
    if (out.back() < 0) return Err(Code::kRun, NoTime(text.text()));
  }
  if (out.size() > kMostTimes) return Err(Code::kLimit, TooMany());
  std::sort(out.begin(), out.end());
  return out;
}

Value FlagsOf(vm::CallContext& context, const Value& given) {
  if (given.is_nil()) return given;
  FlagSet set;
  set.AddAll(given.list());
  return Value::List(set.ToValues(&context.arena()));
}

std::span<const vm::ActionField> Fields(vm::CallContext& context,
                                        std::string_view until, int64_t seconds,
                                        std::span<const Value> lent,
                                        const MailboxTarget& target) {
  std::vector<vm::ActionField> all = {{"until", Value::String(until)},
                                      {"seconds", Value::Int(seconds)}};
  for (std::string_view name : {"addflags", "removeflags"}) {
    const Value flags = FlagsOf(context, LentTag(lent, name));
    if (!flags.is_nil()) all.push_back({name, flags});
  }
  for (const vm::ActionField& field : CreateFields(context, target)) {
    all.push_back(field);
  }
  auto out = context.arena().Array<vm::ActionField>(all.size());
  std::copy(all.begin(), all.end(), out.begin());
  return out;
}

Status CheckOnce(vm::CallContext& context) {
  for (const vm::Action& old : context.actions().all()) {
    if (old.kind != vm::ActionKind::kSnooze) continue;
    return Err(Code::kRun, "snooze may run only once for a message");
  }
  return {};
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "snooze"));
  TRY(CheckOnce(context));
  std::span<const Value> lent = args.subspan(kSlots);
  const std::string_view zone = args[kZone].text();
  if (!args[kZone].is_nil() && !IsZone(zone)) {
    return Err(Code::kRun, NoZone(zone));
  }
  TRY_ASSIGN(const std::vector<int64_t> times, TimesOf(args[kTimes]));
  TRY_ASSIGN(const int days, DaysOf(args[kWeekdays]));
  const Clock clock(context.host(), zone);
  TRY_ASSIGN(const int64_t until,
             NextOf(clock, context.host().Now().seconds, times, days));
  TRY_ASSIGN(const int64_t offset, clock.Offset(until));
  TRY_ASSIGN(
      const MailboxTarget target,
      FindMailbox(context, args[kMailbox].is_nil() ? kInbox : args[kMailbox],
                  lent));
  vm::Action snooze;
  snooze.kind = vm::ActionKind::kSnooze;
  snooze.target = target.name;
  snooze.target_tainted = target.tainted;
  snooze.flags = FlagsFor(context, {});
  snooze.fields = Fields(context, context.arena().Copy(IsoTime(until, offset)),
                         until, lent, target);
  snooze.line = context.line();
  TRY(context.actions().Add(snooze));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "snooze",
     "snooze [:mailbox <mailbox: string>] [:weekdays <weekdays: string-list>] "
     "[:tzid <time-zone: string>] <times: string-list>",
     "hides the message until one of these times of day",
     "snooze \"08:00:00\"; => snooze \"INBOX\" "
     "until=\"2026-01-02T08:00:00+00:00\" seconds=1767340800",
     Check, Run},
};

}  // namespace

extern const Feature sieve_snooze;
const Feature sieve_snooze = {"snooze", 1, Language::kSieve,
                              "snooze vnd.cyrus.snooze x-cyrus-snooze", kRows};

}  // namespace trommel::stdlib
