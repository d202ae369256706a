// SPDX-License-Identifier: MIT
// TimeZone: the offsets of a zone of the tz database, without TZ, which is one
// for the whole process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trommel {

/// Owns its table.
class TimeZone {
 public:
  /// Reads /usr/share/zoneinfo/NAME, or below `root`. A name with "..", a dot
  /// at the start of a part or an absolute path names none. UTC and GMT are
  /// always there.
  static TimeZone Load(std::string_view name,
                       const std::string& root = "/usr/share/zoneinfo");

  /// Minutes east of UTC at a moment (seconds since 1970); absent when the zone
  /// is unknown. After the last change that the file lists its rule of RFC 8536
  /// section 3.3 holds.
  std::optional<int32_t> Minutes(int64_t seconds) const;

 private:
  struct Change {
    int64_t from;
    int32_t offset;  // seconds east
  };
  bool Read(std::string_view bytes);
  std::vector<Change> changes_;
  std::string rule_;
  int32_t first_ = 0;  // before the first change
  bool known_ = false;
};

/// Seconds east of UTC by a rule such as "CET-1CEST,M3.5.0,M10.5.0/3"; absent
/// for what is none. `seconds` since 1970.
std::optional<int32_t> OffsetByRule(std::string_view rule, int64_t seconds);

}  // namespace trommel
