// SPDX-License-Identifier: MIT
// Vdir: calendars as folders of .ics files, one a calendar object.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/calendars.h"
#include "tools/delivery/transaction.h"

namespace trommel::delivery {

/// `folder` is the default calendar; the calendar of the id "work" is
/// folder/work. A file may have any name that ends in ".ics".
class Vdir : public vm::Calendars {
 public:
  explicit Vdir(std::string folder) : folder_(std::move(folder)) {}

  /// Files larger than a mebibyte are passed over; so are all after the first
  /// 10,000 of a calendar. kTemporary for what cannot be read.
  Result<std::optional<Found>> Find(std::string_view uid) override;
  Result<bool> Has(std::string_view calendar) override;

  /// The file of the object, on whichever calendar; empty: there is none.
  Result<std::string> PathOf(std::string_view uid);
  /// The file that a new object of that UID gets.
  std::string NewPath(std::string_view calendar, std::string_view uid) const;

 private:
  struct Place {
    std::string calendar;
    std::string path;
    std::string bytes;
  };
  Result<std::optional<Place>> Locate(std::string_view uid);
  Result<std::optional<Place>> LocateIn(const std::string& calendar,
                                        std::string_view uid);
  Result<std::vector<std::string>> Ids() const;
  std::string FolderOf(std::string_view calendar) const;

  std::string folder_;
};

/// Writes the object `uid` (in the place of the file that has it, else as a new
/// one of `calendar`), or removes its file when `data` is absent. Rollback puts
/// back what was there.
std::unique_ptr<Step> ChangeCalendar(const std::string& folder,
                                     std::string_view calendar,
                                     std::string_view uid,
                                     std::optional<std::string_view> data);

}  // namespace trommel::delivery
