// SPDX-License-Identifier: MIT
// date and currentdate (RFC 5260 sections 4 and 5). The date of a field is all
// of its value or what follows its last semicolon; see
// stdlib/shared/header_date.h for what is read. Without :zone and :originalzone
// the zone is this host's, as it was at that date. All currentdate tests of a
// run see the same moment. As Pigeonhole does, an unknown date part is a
// warning and matches nothing, and a malformed zone is a warning and stands for
// the local one. Deviations from it: years of two digits are 1950 to 2049, of
// three are from 1900 on (RFC 5322 section 4.3).
#include <string>

#include "stdlib/shared/chosen_fields.h"
#include "stdlib/shared/header_date.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

/// Slots of date's usage line.
enum DateSlot : uint8_t {
  kZone,
  kOriginal,
  kSpec,
  kField = 5,
  kPart,
  kKeys,
};
/// Slots of currentdate's usage line.
enum NowSlot : uint8_t { kNowZone, kNowSpec, kNowPart = 4, kNowKeys };

/// The moment that the run takes for now.
struct Now {
  bool known = false;
  text::DateTime time;
};

void CheckZone(CheckContext& context, size_t slot) {
  const BoundArg& zone = context.args[slot];
  if (!zone.given || !zone.constant || ReadZone(zone.text)) return;
  context.issues->Warning(
      zone.span, "\"" + std::string(zone.text) + "\" is no time zone",
      "write +hhmm or -hhmm; the local zone is used instead");
}

void CheckPart(CheckContext& context, size_t slot) {
  const BoundArg& part = context.args[slot];
  if (!part.constant || IsDatePart(part.text)) return;
  context.issues->Warning(
      part.span, "\"" + std::string(part.text) + "\" is no part of a date",
      "the parts are year, month, day, date, julian, hour, minute, second, "
      "time, iso8601, std11, zone and weekday");
}

void CheckDate(CheckContext& context) {
  CheckMatch(context, kSpec, kKeys);
  CheckZone(context, kZone);
  CheckPart(context, kPart);
  if (!context.args[kZone].given || !context.args[kOriginal].given) return;
  context.issues->Error(context.args[kOriginal].span,
                        "\":zone\" and \":originalzone\" exclude each other",
                        "keep one of the two");
}

void CheckNow(CheckContext& context) {
  CheckMatch(context, kNowSpec, kNowKeys);
  CheckZone(context, kNowZone);
  CheckPart(context, kNowPart);
}

text::DateTime InZone(vm::CallContext& context, text::DateTime time,
                      const Value& zone) {
  const std::optional<int32_t> minutes = ReadZone(zone.text());
  if (!minutes) return context.host().LocalTime(time.seconds);
  return {time.seconds, *minutes};
}

Result<Value> Match(vm::CallContext& context, MatchSpec spec,
                    std::span<const Value> keys,
                    const std::optional<std::string>& value) {
  Matcher matcher(context, spec, keys);
  if (value) {
    TRY_ASSIGN(bool matched, matcher.Add(context.arena().Copy(*value)));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

Result<Value> RunDate(vm::CallContext& context, std::span<const Value> args) {
  const std::vector<ChosenField> fields =
      ChooseFields(context, args.subspan(kKeys + 1), {&args[kField], 1});
  std::optional<std::string> value;
  std::optional<text::DateTime> time;
  if (!fields.empty()) time = ReadHeaderDate(fields[0].raw);
  if (time) {
    if (!args[kOriginal].boolean()) *time = InZone(context, *time, args[kZone]);
    value = DatePart(args[kPart].text(), *time);
  }
  return Match(context, args.subspan<kSpec, 3>(), args[kKeys].list(), value);
}

Result<Value> RunNow(vm::CallContext& context, std::span<const Value> args) {
  Now& now = context.State<Now>();
  if (!now.known) now = {true, context.host().Now()};
  text::DateTime time = now.time;
  if (!args[kNowZone].is_nil()) time = InZone(context, time, args[kNowZone]);
  return Match(context, args.subspan<kNowSpec, 3>(), args[kNowKeys].list(),
               DatePart(args[kNowPart].text(), time));
}

constexpr Row kRows[] = {
    {RowKind::kTest, "date",
     "date [:zone <time-zone: string>] [:originalzone] [COMPARATOR] "
     "[MATCH-TYPE] <header-name: string> <date-part: string> <key-list: "
     "string-list>",
     "compares a part of the date in a header field with keys",
     "if date :originalzone \"date\" \"weekday\" \"4\" { discard; } "
     "=> discard",
     CheckDate, RunDate},
    {RowKind::kTest, "currentdate",
     "currentdate [:zone <time-zone: string>] [COMPARATOR] [MATCH-TYPE] "
     "<date-part: string> <key-list: string-list>",
     "compares a part of the present date and time with keys",
     "if currentdate :zone \"+0100\" \"hour\" \"04\" { discard; } => discard",
     CheckNow, RunNow},
};

}  // namespace

extern const Feature sieve_date;
const Feature sieve_date = {"date", 1, Language::kSieve, "date", kRows};

}  // namespace trommel::stdlib
