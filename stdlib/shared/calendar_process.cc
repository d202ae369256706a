// SPDX-License-Identifier: MIT
#include "stdlib/shared/calendar_process.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/calendar_object.h"
#include "stdlib/shared/ext_list.h"

namespace trommel::stdlib {
namespace {

using Answer = CalendarOutcome;

Answer Nothing(std::string_view why) { return {"no_action", std::string(why)}; }
Answer Failed(std::string_view why) { return {"error", std::string(why)}; }

bool Holds(std::span<const std::string> all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// One object at work.
class Processing {
 public:
  Processing(vm::CallContext& context, const CalendarOptions& options,
             CalendarObject object)
      : context_(context),
        options_(options),
        object_(std::move(object)),
        method_(object_.Method()),
        items_(object_.Items()) {
    AddAddress(context.envelope().recipient);
    for (const Value& one : options.addresses) AddAddress(one.text());
  }

  Result<Answer> Run() {
    for (const CalendarItem& item : items_) {
      if (item.uid.empty()) return Failed("the calendar data have no UID");
      if (item.uid != items_[0].uid) {
        return Nothing("the calendar data are of several objects");
      }
    }
    if (IsPending()) return Nothing("the object has been processed before");
    TRY_ASSIGN(const std::string why_not, WhyNot());
    if (!why_not.empty()) return Nothing(why_not);
    const bool needs_organizer =
        method_ == "REQUEST" || method_ == "CANCEL" || method_ == "ADD";
    if (needs_organizer && items_[0].organizer.empty()) {
      return Failed("the calendar data have no ORGANIZER");
    }
    vm::Calendars* calendars = context_.host().UserCalendars();
    if (calendars == nullptr) return Nothing("there are no calendars");
    TRY_ASSIGN(const auto found, calendars->Find(items_[0].uid));
    if (found) return Change(*found);
    return AddNew(*calendars);
  }

 private:
  void AddAddress(std::string_view address) {
    if (!address.empty()) mine_.push_back(text::Lowered(address));
  }

  /// Whether the run has something to do with the object already.
  bool IsPending() const {
    return std::ranges::any_of(
        context_.actions().all(), [&](const vm::Action& action) {
          return action.kind == vm::ActionKind::kCalendar &&
                 action.target == items_[0].uid;
        });
  }

  bool IsUpdate() const {
    return method_ == "CANCEL" || method_ == "ADD" || method_ == "REPLY";
  }

  /// Why the options keep the object away; empty: they do not.
  Result<std::string> WhyNot() {
    const bool itip = !method_.empty();
    if (!options_.organizers.empty()) {
      if (!itip) return std::string("the calendar data have no METHOD");
      TRY_ASSIGN(const bool known, IsKnownOrganizer());
      if (!known) return std::string("the organizer is not on the list");
    }
    if (itip && method_ != "PUBLISH" && method_ != "REQUEST" && !IsUpdate()) {
      return "METHOD:" + method_ + " is not processed";
    }
    if (options_.invites_only && IsUpdate()) {
      return std::string("updates are not processed");
    }
    if (options_.allow_public) return std::string();
    if (!itip || method_ == "PUBLISH") {
      return std::string("public calendar data are not processed");
    }
    if (!ConcernsMe()) {
      return std::string("the calendar data are not for the user");
    }
    return std::string();
  }

  bool ConcernsMe() const {
    for (const CalendarItem& item : items_) {
      if (method_ == "REPLY") {
        if (Holds(mine_, item.organizer)) return true;
        continue;
      }
      for (const std::string& attendee : item.attendees) {
        if (Holds(mine_, attendee)) return true;
      }
    }
    return false;
  }

  Result<bool> IsKnownOrganizer() {
    const std::string& organizer = items_[0].organizer;
    TRY_ASSIGN(const std::optional<Value> entry,
               FindOnList(context_, options_.organizers, organizer));
    return entry && !organizer.empty();
  }

  Result<Answer> AddNew(vm::Calendars& calendars) {
    if (IsUpdate()) return Nothing("no calendar has the object");
    if (options_.updates_only) {
      return Nothing("no calendar has the object, and new ones are not added");
    }
    TRY_ASSIGN(const bool there, calendars.Has(options_.calendar));
    if (!there) {
      return Failed("there is no calendar \"" + std::string(options_.calendar) +
                    "\"");
    }
    object_.PrepareToStore();
    TRY(AddAction(options_.calendar, object_.Text()));
    return Answer{"added", {}};
  }

  Result<Answer> Change(const vm::Calendars::Found& found) {
    Result<CalendarObject> old = CalendarObject::Parse(found.bytes);
    if (!old) {
      return Failed("the object on the calendar: " + old.error().text);
    }
    if (method_ == "CANCEL") {
      if (IsOlder(*old)) return Nothing("the calendar has a later version");
      const bool left = old->Cancel(object_, options_.delete_cancelled);
      return Store(found.calendar, left ? old->Text() : std::string());
    }
    if (method_ == "REPLY") {
      if (!old->TakeReply(object_)) {
        return Failed("who replies was not invited");
      }
      return Store(found.calendar, old->Text());
    }
    if (options_.invites_only) return Nothing("updates are not processed");
    if (method_ != "ADD" && IsOlder(*old)) {
      return Nothing("the calendar has a later version");
    }
    object_.PrepareToStore();
    object_.KeepParticipation(*old, mine_);
    old->Update(object_);
    return Store(found.calendar, old->Text());
  }

  Result<Answer> Store(std::string_view calendar, std::string text) {
    TRY(AddAction(calendar, std::move(text)));
    return Answer{"updated", {}};
  }

  /// Whether an item is no newer than what the calendar has of it.
  bool IsOlder(const CalendarObject& old) const {
    for (const CalendarItem& known : old.Items()) {
      for (const CalendarItem& item : items_) {
        if (item.recurrence != known.recurrence) continue;
        if (item.sequence != known.sequence) {
          return item.sequence < known.sequence;
        }
        return item.stamp < known.stamp;
      }
    }
    return false;
  }

  /// An empty text removes the object.
  Status AddAction(std::string_view calendar, std::string text) {
    Arena& arena = context_.arena();
    std::span<vm::ActionField> fields = arena.Array<vm::ActionField>(2);
    fields[0] = {"calendar", Value::String(arena.Copy(calendar))};
    fields[1] = {"remove", Value::Bool(true)};
    if (!text.empty()) fields[1] = {"data", Value::Tainted(arena.Copy(text))};
    vm::Action action;
    action.kind = vm::ActionKind::kCalendar;
    action.target = arena.Copy(items_[0].uid);
    action.target_tainted = true;
    action.fields = fields;
    action.line = context_.line();
    return context_.actions().Add(action);
  }

  vm::CallContext& context_;
  const CalendarOptions& options_;
  CalendarObject object_;
  std::string method_;
  std::vector<CalendarItem> items_;
  std::vector<std::string> mine_;
};

/// Parts of the type, decoded.
Result<std::vector<std::string_view>> PartsOf(vm::CallContext& context,
                                              std::string_view type) {
  std::vector<std::string_view> out;
  std::span<const mail::Part> parts = context.mime().parts();
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].type != type) continue;
    TRY_ASSIGN(std::string_view text, context.PartText(i));
    out.push_back(text);
  }
  return out;
}

/// Both :outcome and :reason stand last in their usage lines.
constexpr size_t kNamed = 2;

}  // namespace

void SetNamed(vm::CallContext& context, std::span<const Value> args, size_t own,
              size_t tag, std::string_view text) {
  if (args[tag].is_nil()) return;
  size_t before = 0;
  for (size_t i = own - kNamed; i < tag; ++i) {
    if (!args[i].is_nil()) ++before;
  }
  for (size_t i = own; i + 1 < args.size(); i += 2) {
    if (args[i].text() != "slot" || before-- > 0) continue;
    const auto slot = static_cast<uint64_t>(args[i + 1].number());
    if (slot < context.variables()) {
      context.variable(slot) = context.TaintedCopy(text);
    }
    return;
  }
}

Result<CalendarOutcome> ProcessCalendar(vm::CallContext& context,
                                        const CalendarOptions& options) {
  TRY_ASSIGN(std::vector<std::string_view> parts,
             PartsOf(context, "text/calendar"));
  if (parts.empty()) {
    TRY_ASSIGN(parts, PartsOf(context, "application/ics"));
  }
  if (parts.empty()) return Nothing("the message has no calendar data");
  Result<CalendarObject> first = CalendarObject::Parse(parts[0]);
  if (!first) {
    if (first.error().code == Code::kDefer) return Failed(first.error().text);
    return Nothing(first.error().text);
  }
  for (std::string_view part : std::span(parts).subspan(1)) {
    const Result<CalendarObject> other = CalendarObject::Parse(part);
    if (!other || other->Canonical() != first->Canonical()) {
      return Nothing("the parts with calendar data differ");
    }
  }
  return Processing(context, options, std::move(*first)).Run();
}

}  // namespace trommel::stdlib
