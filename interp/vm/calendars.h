// SPDX-License-Identifier: MIT
// Calendars: what a script may ask of the user's calendars (RFC 9671).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::vm {

/// Implemented by tools/delivery for a folder of .ics files (vdir) and by
/// MemoryCalendars for tests.
class Calendars {
 public:
  /// An object as it is stored.
  struct Found {
    std::string calendar;  ///< id of its calendar; empty: the default one
    std::string bytes;     ///< iCalendar
  };
  virtual ~Calendars() = default;
  /// The object of that UID, on whichever calendar.
  virtual Result<std::optional<Found>> Find(std::string_view uid) = 0;
  /// Whether there is a calendar of that id.
  virtual Result<bool> Has(std::string_view calendar) = 0;
};

/// Calendars made of fixed facts, by UID.
class MemoryCalendars : public Calendars {
 public:
  std::map<std::string, Found, std::less<>> objects;
  std::map<std::string, bool, std::less<>> ids = {{"", true}, {"work", true}};

  Result<std::optional<Found>> Find(std::string_view uid) override {
    auto found = objects.find(uid);
    if (found == objects.end()) return std::optional<Found>();
    return std::optional(found->second);
  }
  Result<bool> Has(std::string_view calendar) override {
    return ids.contains(calendar);
  }
};

}  // namespace trommel::vm
