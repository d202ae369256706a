// SPDX-License-Identifier: MIT
#include "stdlib/shared/iso_time.h"

#include <cstdio>
#include <cstdlib>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr int kMinutes = 60;
constexpr int kSeconds = 60;
constexpr int kDayHours = 24;

/// Takes fixed columns off the front of a text; once wrong, wrong for good.
class Columns {
 public:
  explicit Columns(std::string_view text) : rest_(text) {}

  int Number(size_t digits) {
    int number = 0;
    for (size_t i = 0; i < digits; ++i) {
      if (rest_.empty() || !text::IsDigit(rest_[0])) {
        good_ = false;
        return 0;
      }
      number = number * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return number;
  }
  void Sign(char sign) {
    good_ = good_ && !rest_.empty() && text::Upper(rest_[0]) == sign;
    if (good_) rest_.remove_prefix(1);
  }
  void SkipFraction() {
    if (!rest_.starts_with('.')) return;
    do {
      rest_.remove_prefix(1);
    } while (!rest_.empty() && text::IsDigit(rest_[0]));
  }
  bool good() const { return good_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

int DaysOf(int64_t year, int month) {
  const int64_t next = month == 12 ? text::DaysFromCivil(year + 1, 1, 1)
                                   : text::DaysFromCivil(year, month + 1, 1);
  return static_cast<int>(next - text::DaysFromCivil(year, month, 1));
}

}  // namespace

std::optional<int32_t> ParseZone(std::string_view text) {
  if (text::EqualsCaseless(text, "z")) return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  Columns columns(text.substr(1));
  const int hours = columns.Number(2);
  if (columns.rest().starts_with(':')) columns.Sign(':');
  const int minutes = columns.Number(2);
  if (!columns.good() || !columns.rest().empty() || hours >= kDayHours ||
      minutes >= kMinutes) {
    return std::nullopt;
  }
  const int32_t zone = hours * kMinutes + minutes;
  return text[0] == '-' ? -zone : zone;
}

std::optional<int32_t> ParseOffset(std::string_view text) {
  constexpr size_t kBytes = 5;
  return text.size() == kBytes ? ParseZone(text) : std::nullopt;
}

std::optional<text::DateTime> ParseIsoTime(std::string_view text) {
  Columns columns(text);
  const int year = columns.Number(4);
  columns.Sign('-');
  const int month = columns.Number(2);
  columns.Sign('-');
  const int day = columns.Number(2);
  columns.Sign('T');
  const int hour = columns.Number(2);
  columns.Sign(':');
  const int minute = columns.Number(2);
  columns.Sign(':');
  const int second = columns.Number(2);
  columns.SkipFraction();
  if (!columns.good() || month < 1 || month > 12 || day < 1 ||
      day > DaysOf(year, month) || hour >= kDayHours || minute >= kMinutes ||
      second > kSeconds) {
    return std::nullopt;
  }
  const std::optional<int32_t> zone = ParseZone(columns.rest());
  if (!zone) return std::nullopt;
  const int64_t hours =
      text::DaysFromCivil(year, month, day) * kDayHours + hour;
  return text::DateTime{(hours * kMinutes + minute - *zone) * kSeconds + second,
                        *zone};
}

std::string FormatIsoTime(const text::DateTime& time) {
  const text::CivilTime civil = text::ToCivil(time);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04lld-%02d-%02dT%02d:%02d:%02d",
                static_cast<long long>(civil.year), civil.month, civil.day,
                civil.hour, civil.minute, civil.second);
  std::string out = buffer;
  if (time.zone_minutes == 0) return out + "Z";
  const int zone = std::abs(time.zone_minutes);
  std::snprintf(buffer, sizeof buffer, "%c%02d:%02d",
                time.zone_minutes < 0 ? '-' : '+', zone / kMinutes,
                zone % kMinutes);
  return out + buffer;
}

}  // namespace trommel::stdlib
