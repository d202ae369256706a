// SPDX-License-Identifier: MIT
// What a message's calendar data do to the user's calendars (RFC 9671, iTIP:
// RFC 5546).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// As the script says; views its arguments.
struct CalendarOptions {
  bool allow_public = false;
  std::span<const Value> addresses = {};  ///< further ones of the user
  bool updates_only = false;
  bool invites_only = false;  ///< processimip
  std::string_view calendar;  ///< for new objects; empty: the default one
  bool delete_cancelled = false;
  std::string_view organizers;  ///< name of a list; empty: any
};

/// The values of :outcome and :reason.
struct CalendarOutcome {
  std::string_view outcome;  ///< no_action, added, updated or error
  std::string reason;
};

/// Decides, and adds a kCalendar action when something is to change, at most
/// one an object and run: its target is the UID; its fields are `calendar` (the
/// id), and `data` (iCalendar) or `remove`. An Error is one of the run: a list
/// that does not exist, calendars that cannot be asked now.
Result<CalendarOutcome> ProcessCalendar(vm::CallContext& context,
                                        const CalendarOptions& options);

/// Gives `text` to the variable that the tag in slot `tag` names; nothing when
/// it is left out. `own`: slots of the usage line, behind which the pairs
/// ("slot", number) follow in the order of the line.
void SetNamed(vm::CallContext& context, std::span<const Value> args, size_t own,
              size_t tag, std::string_view text);

}  // namespace trommel::stdlib
