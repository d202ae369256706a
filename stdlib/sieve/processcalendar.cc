// SPDX-License-Identifier: MIT
// processcalendar (RFC 9671): puts the calendar data of a message (iMIP) on the
// user's calendar. The first text/calendar part counts, application/ics where
// there is none; several parts must mean the same. How the user takes part is
// never changed, alarms are not stored. The user's addresses are the envelope's
// recipient and :addresses.
//
// Calendars are a folder of .ics files (vdir), setting calendar_folder; what a
// script decides is carried out with the delivery. Without calendars the
// outcome is "no_action". Never in an IMAP event, once a run, not beside reject
// and ereject. Limits: calendar data of a mebibyte.
#include "interp/text/ascii.h"
#include "stdlib/shared/calendar_process.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t {
  kAllowPublic,
  kAddresses,
  kUpdatesOnly,
  kCalendarId,
  kDeleteCancelled,
  kOrganizers,
  kOutcome,
  kReason,
  kSlots
};

void Check(CheckContext& context) {
  const BoundArg& organizers = context.args[kOrganizers];
  if (organizers.given && !context.Has("extlists")) {
    context.issues->Error(organizers.span,
                          "\":organizers\" is used but \"extlists\" is not "
                          "required",
                          "add: require [\"extlists\"];");
  }
  if (context.args[kUpdatesOnly].given && context.args[kCalendarId].given) {
    context.issues->Error(
        context.args[kCalendarId].span,
        "\":calendarid\" cannot stand beside \":updatesonly\"",
        "keep one of the two");
  }
}

/// Whether processcalendar ran before.
struct Once {
  bool done = false;
};

Status CheckBeside(vm::CallContext& context) {
  TRY(RefuseInImapEvent(context, "processcalendar"));
  Once& once = context.State<Once>();
  if (once.done) {
    return Err(Code::kRun, "processcalendar may run only once for a message");
  }
  once.done = true;
  return context.actions().Register(vm::ActionKind::kCalendar);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(CheckBeside(context));
  CalendarOptions options;
  options.allow_public = args[kAllowPublic].boolean();
  options.addresses = args[kAddresses].list();
  options.updates_only = args[kUpdatesOnly].boolean();
  options.calendar = args[kCalendarId].text();
  options.delete_cancelled = args[kDeleteCancelled].boolean();
  options.organizers = args[kOrganizers].text();
  TRY_ASSIGN(const CalendarOutcome outcome, ProcessCalendar(context, options));
  SetNamed(context, args, kSlots, kOutcome, outcome.outcome);
  SetNamed(context, args, kSlots, kReason, outcome.reason);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "processcalendar",
     "processcalendar [:allowpublic] [:addresses <addresses: string-list>] "
     "[:updatesonly] [:calendarid <calendar: string>] [:deletecancelled] "
     "[:organizers <list: string>] [:outcome <variable: string>] "
     "[:reason <variable: string>]",
     "puts the calendar data of the message on the user's calendar",
     "processcalendar :outcome \"o\"; if string \"${o}\" \"no_action\" { "
     "discard; } => discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_processcalendar;
const Feature sieve_processcalendar = {"processcalendar", 1, Language::kSieve,
                                       "processcalendar", kRows};

}  // namespace trommel::stdlib
