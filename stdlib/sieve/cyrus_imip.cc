// SPDX-License-Identifier: MIT
// vnd.cyrus.imip: processimip, the older name of processcalendar (RFC 9671) in
// Cyrus: as with :allowpublic, with :invitesonly, and allowed beside reject. It
// may run more than once; an object that is to be changed already is left alone
// ("no_action").
// Authority: Cyrus's documentation; see processcalendar.cc.
#include "stdlib/shared/calendar_process.h"
#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t {
  kOnly,
  kDeleteCanceled,
  kCalendarId,
  kOutcome,
  kErrstr,
  kSlots
};

constexpr std::string_view kUpdates = "updatesonly";
constexpr std::string_view kInvites = "invitesonly";

void Check(CheckContext& context) {
  const std::string_view only = context.args[kOnly].text;
  if (only == kUpdates && context.args[kCalendarId].given) {
    context.issues->Error(
        context.args[kCalendarId].span,
        "\":calendarid\" cannot stand beside \":updatesonly\"",
        "keep one of the two");
  }
  if (only == kInvites && context.args[kDeleteCanceled].given) {
    context.issues->Error(
        context.args[kDeleteCanceled].span,
        "\":deletecanceled\" cannot stand beside \":invitesonly\"",
        "keep one of the two");
  }
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "processimip"));
  CalendarOptions options;
  options.allow_public = true;
  options.updates_only = args[kOnly].text() == kUpdates;
  options.invites_only = args[kOnly].text() == kInvites;
  options.calendar = args[kCalendarId].text();
  options.delete_cancelled = args[kDeleteCanceled].boolean();
  TRY_ASSIGN(const CalendarOutcome outcome, ProcessCalendar(context, options));
  SetNamed(context, args, kSlots, kOutcome, outcome.outcome);
  SetNamed(context, args, kSlots, kErrstr, outcome.reason);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "processimip",
     "processimip [:invitesonly / :updatesonly] [:deletecanceled] "
     "[:calendarid <calendar: string>] [:outcome <variable: string>] "
     "[:errstr <variable: string>]",
     "puts the calendar data of the message on the user's calendar",
     "processimip :outcome \"o\"; if string \"${o}\" \"no_action\" { "
     "discard; } => discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_cyrus_imip;
const Feature sieve_cyrus_imip = {"cyrus_imip", 1, Language::kSieve,
                                  "vnd.cyrus.imip", kRows};

}  // namespace trommel::stdlib
