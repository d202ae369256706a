// SPDX-License-Identifier: MIT
#include "stdlib/shared/header_date.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

using text::CivilTime;
using text::DateTime;

constexpr int64_t kJulianOf1970 = 40587;
constexpr size_t kZoneDigits = 4;
constexpr int64_t kFirstYear = 1900;

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};

/// Reads one date from the front of a text.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<DateTime> Read() {
    Skip();
    if (!rest_.empty() && text::IsAlpha(rest_.front())) {
      Word();
      if (!Eat(',')) return std::nullopt;
    }
    if (!Number(1, 2, &day_) || !Month() || !Year() || !Time()) {
      return std::nullopt;
    }
    return Moment();
  }

 private:
  std::optional<DateTime> Moment() {
    const int64_t days =
        text::DaysFromCivil(year_, month_, static_cast<int>(day_));
    const int32_t zone = Zone();
    DateTime time{days * 86400 + hour_ * 3600 + minute_ * 60 + second_, 0};
    const CivilTime civil = text::ToCivil(time);
    if (civil.month != month_ || civil.day != day_) return std::nullopt;
    time.seconds -= int64_t{zone} * 60;
    time.zone_minutes = zone;
    return time;
  }

  /// Passes over blanks, line ends and comments.
  void Skip() {
    size_t depth = 0;
    size_t at = 0;
    for (; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (c == '(') {
        ++depth;
      } else if (depth > 0 && c == ')') {
        --depth;
      } else if (depth > 0 && c == '\\') {
        ++at;
      } else if (depth == 0 && !text::IsSpace(c)) {
        break;
      }
    }
    rest_.remove_prefix(std::min(at, rest_.size()));
  }

  bool Eat(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    Skip();
    return true;
  }

  template <class Test>
  std::string_view Take(const Test& test) {
    const auto* end = std::find_if_not(rest_.begin(), rest_.end(), test);
    const auto size = static_cast<size_t>(end - rest_.begin());
    std::string_view token = rest_.substr(0, size);
    rest_.remove_prefix(size);
    Skip();
    return token;
  }

  std::string_view Word() { return Take(text::IsAlpha); }

  bool Number(size_t least, size_t most, int64_t* out) {
    const std::string_view digits = Take(text::IsDigit);
    if (digits.size() < least || digits.size() > most) return false;
    for (char digit : digits) *out = *out * 10 + (digit - '0');
    digits_ = digits.size();
    return true;
  }

  bool Month() {
    const std::string_view word = Word();
    for (size_t i = 0; i < std::size(kMonths); ++i) {
      if (!text::StartsCaseless(word, kMonths[i])) continue;
      month_ = static_cast<int>(i) + 1;
    }
    return month_ > 0;
  }

  bool Year() {
    if (!Number(2, 4, &year_)) return false;
    if (digits_ == 2) year_ += year_ < 50 ? 2000 : 1900;
    if (digits_ == 3) year_ += 1900;
    return year_ >= kFirstYear;
  }

  bool Time() {
    if (!Number(1, 2, &hour_) || !Eat(':') || !Number(2, 2, &minute_)) {
      return false;
    }
    if (Eat(':') && !Number(2, 2, &second_)) return false;
    if (hour_ > 23 || minute_ > 59 || second_ > 60) return false;
    second_ = std::min<int64_t>(second_, 59);  // a leap second has no place
    return true;
  }

  int32_t Zone() {
    if (rest_.starts_with('+') || rest_.starts_with('-')) {
      size_t digits = 1;
      while (digits < rest_.size() && text::IsDigit(rest_[digits])) ++digits;
      return ReadZone(rest_.substr(0, digits)).value_or(0);
    }
    return text::NamedZone(Word());
  }

  std::string_view rest_;
  size_t digits_ = 0;  // of the last number
  int64_t day_ = 0;
  int month_ = 0;
  int64_t year_ = 0;
  int64_t hour_ = 0;
  int64_t minute_ = 0;
  int64_t second_ = 0;
};

/// At least `width` digits; only years before 0 have a sign.
std::string Digits(size_t width, int64_t number) {
  std::string text = std::to_string(number < 0 ? -number : number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return number < 0 ? "-" + text : text;
}

std::string Date(const CivilTime& c) {
  return Digits(4, c.year) + "-" + Digits(2, c.month) + "-" + Digits(2, c.day);
}

std::string Clock(const CivilTime& c) {
  return Digits(2, c.hour) + ":" + Digits(2, c.minute) + ":" +
         Digits(2, c.second);
}

/// `+hhmm`, or `+hh:mm` with a colon between.
std::string ZoneText(int32_t minutes, std::string_view between) {
  const int32_t size = std::abs(minutes);
  return (minutes < 0 ? "-" : "+") + Digits(2, size / 60) +
         std::string(between) + Digits(2, size % 60);
}

std::string Iso8601(const CivilTime& c, const DateTime& time) {
  return Date(c) + "T" + Clock(c) +
         (time.zone_minutes == 0 ? "Z" : ZoneText(time.zone_minutes, ":"));
}

struct PartRow {
  std::string_view name;
  std::string (*make)(const CivilTime& civil, const DateTime& time);
};
using C = const CivilTime&;
using T = const DateTime&;

constexpr PartRow kParts[] = {
    {"year", [](C c, T) { return Digits(4, c.year); }},
    {"month", [](C c, T) { return Digits(2, c.month); }},
    {"day", [](C c, T) { return Digits(2, c.day); }},
    {"date", [](C c, T) { return Date(c); }},
    {"julian",
     [](C c, T) {
       return std::to_string(text::DaysFromCivil(c.year, c.month, c.day) +
                             kJulianOf1970);
     }},
    {"hour", [](C c, T) { return Digits(2, c.hour); }},
    {"minute", [](C c, T) { return Digits(2, c.minute); }},
    {"second", [](C c, T) { return Digits(2, c.second); }},
    {"time", [](C c, T) { return Clock(c); }},
    {"iso8601", [](C c, T t) { return Iso8601(c, t); }},
    {"std11", [](C, T t) { return text::FormatRfc5322(t); }},
    {"zone", [](C, T t) { return ZoneText(t.zone_minutes, ""); }},
    {"weekday", [](C c, T) { return std::to_string(c.weekday); }},
};

const PartRow* FindPart(std::string_view name) {
  for (const PartRow& row : kParts) {
    if (text::EqualsCaseless(row.name, name)) return &row;
  }
  return nullptr;
}

}  // namespace

std::optional<DateTime> ReadHeaderDate(std::string_view value) {
  const size_t semicolon = value.rfind(';');
  if (semicolon != std::string_view::npos) value.remove_prefix(semicolon + 1);
  return DateReader(value).Read();
}

std::optional<int32_t> ReadZone(std::string_view text) {
  if (text.size() != kZoneDigits + 1) return std::nullopt;
  if (text[0] != '+' && text[0] != '-') return std::nullopt;
  int32_t value = 0;
  for (char c : text.substr(1)) {
    if (!text::IsDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  const int32_t minutes = value / 100 * 60 + value % 100;
  return text[0] == '-' ? -minutes : minutes;
}

std::optional<std::string> DatePart(std::string_view name,
                                    const DateTime& time) {
  const PartRow* row = FindPart(name);
  if (row == nullptr) return std::nullopt;
  return row->make(text::ToCivil(time), time);
}

bool IsDatePart(std::string_view name) { return FindPart(name) != nullptr; }

}  // namespace trommel::stdlib
