// SPDX-License-Identifier: MIT
// CalendarObject: one iCalendar object (RFC 5545), read and changed by libical,
// which is loaded when a script first asks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// What iTIP (RFC 5546) needs of one event, task or journal entry. Addresses
/// are those of mailto: URIs, in lower case.
struct CalendarItem {
  std::string uid;
  std::string recurrence;  ///< RECURRENCE-ID; empty: the whole series
  std::string organizer;
  std::vector<std::string> attendees;
  int64_t sequence = 0;
  std::string stamp;  ///< DTSTAMP
};

/// Owns its data. Movable.
class CalendarObject {
 public:
  /// kRun says why `bytes` are no calendar object: larger than a mebibyte,
  /// deeper than any object is, errors that the parser finds, nothing inside.
  /// kDefer when the library is not installed.
  static Result<CalendarObject> Parse(std::string_view bytes);
  CalendarObject(CalendarObject&&) noexcept;
  CalendarObject& operator=(CalendarObject&&) noexcept;
  ~CalendarObject();

  /// In upper case; empty: none.
  std::string Method() const;
  std::vector<CalendarItem> Items() const;
  std::string Text() const;
  /// The same for all objects that mean the same, whoever wrote them.
  std::string Canonical() const;

  /// Takes away METHOD and alarms.
  void PrepareToStore();
  /// Puts the items of `newer` in the place of those of the same recurrence; a
  /// whole series in the place of all.
  void Update(const CalendarObject& newer);
  /// Attendees of these addresses take part as they do in `older`.
  void KeepParticipation(const CalendarObject& older,
                         std::span<const std::string> addresses);
  /// Cancels the items of `cancel`: their status, or with `remove` themselves.
  /// False when nothing is left.
  bool Cancel(const CalendarObject& cancel, bool remove);
  /// Takes over how the attendees of `reply` take part. False when one was not
  /// invited.
  bool TakeReply(const CalendarObject& reply);

 private:
  struct Impl;
  explicit CalendarObject(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trommel::stdlib
