// SPDX-License-Identifier: MIT
// Dates: tokens in any order that mail is known to write, then arithmetic.
#include "interp/text/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

constexpr int64_t kDaySeconds = 86400;
constexpr size_t kTokenLimit = 32;  // a date has at most ten

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                   "Thu", "Fri", "Sat"};

struct Zone {
  std::string_view name;
  int32_t minutes;
};

/// RFC 5322 section 4.3; all other names count as +0000.
constexpr Zone kZones[] = {
    {"EDT", -240}, {"EST", -300}, {"CDT", -300}, {"CST", -360},
    {"MDT", -360}, {"MST", -420}, {"PDT", -420}, {"PST", -480},
};

bool IsLeap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int DaysInMonth(int64_t year, int month) {
  constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30,
                                            31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29
                                    : kLengths[static_cast<size_t>(month) - 1];
}

/// Military letters: A to M without J go east, N to Y west; Z is UTC.
int32_t MilitaryMinutes(char letter) {
  char c = Upper(letter);
  if (c >= 'A' && c <= 'I') return (c - 'A' + 1) * 60;
  if (c >= 'K' && c <= 'M') return (c - 'K' + 10) * 60;
  if (c >= 'N' && c <= 'Y') return -(c - 'N' + 1) * 60;
  return 0;
}

/// Gathers what the tokens say.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<DateTime> Read() {
    for (size_t i = 0; i < kTokenLimit && !rest_.empty(); ++i) {
      if (!Token()) return std::nullopt;
    }
    if (day_ == 0 || month_ == 0 || year_ < 0 || !has_time_)
      return std::nullopt;
    if (day_ > DaysInMonth(year_, month_)) return std::nullopt;
    int64_t days = DaysFromCivil(year_, month_, static_cast<int>(day_));
    return DateTime{days * kDaySeconds + seconds_ - zone_ * 60, zone_};
  }

 private:
  /// Takes one token; false for one that no date can have.
  bool Token() {
    char c = rest_.front();
    if (c == '(') {
      SkipComment();
    } else if (IsDigit(c)) {
      std::string_view run =
          TakeWhile([](char d) { return IsDigit(d) || d == ':' || d == '.'; });
      return run.find(':') == run.npos ? Number(run) : Time(run);
    } else if (IsAlpha(c)) {
      Word(TakeWhile(IsAlpha));
    } else {
      rest_.remove_prefix(1);
      bool signs = (c == '+' || c == '-') && has_time_;
      if (signs && !rest_.empty() && IsDigit(rest_.front())) Offset(c == '-');
    }
    return true;
  }

  template <class Test>
  std::string_view TakeWhile(Test test) {
    size_t end = 0;
    while (end < rest_.size() && test(rest_[end])) ++end;
    std::string_view run = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return run;
  }

  void SkipComment() {
    size_t depth = 0;
    size_t i = 0;
    for (; i < rest_.size(); ++i) {
      if (rest_[i] == '\\')
        ++i;
      else if (rest_[i] == '(')
        ++depth;
      else if (rest_[i] == ')' && --depth == 0)
        break;
    }
    rest_.remove_prefix(i < rest_.size() ? i + 1 : rest_.size());
  }

  static int64_t Value(std::string_view digits) {
    int64_t value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
  }

  /// A day, then a year; two and three digits as RFC 5322 section 4.3 has it.
  bool Number(std::string_view run) {
    run = run.substr(0, run.find('.'));
    if (run.size() > 4) return false;
    int64_t value = Value(run);
    if (run.size() <= 2 && day_ == 0) {
      day_ = value;
      return day_ >= 1 && day_ <= 31;
    }
    if (year_ >= 0) return true;
    if (run.size() <= 2) value += value < 50 ? 2000 : 1900;
    if (run.size() == 3) value += 1900;
    year_ = value;
    return true;
  }

  /// hh:mm or hh:mm:ss, with a fraction that is dropped.
  bool Time(std::string_view run) {
    if (has_time_) return true;
    run = run.substr(0, run.find('.'));
    if (run.ends_with(':') || run.find("::") != run.npos) return false;
    std::array<int64_t, 3> parts{};
    for (int64_t& part : parts) {
      std::string_view digits = run.substr(0, run.find(':'));
      if (digits.size() > 2) return false;
      part = Value(digits);
      run.remove_prefix(std::min(digits.size() + 1, run.size()));
    }
    seconds_ = parts[0] * 3600 + parts[1] * 60 + parts[2];
    has_time_ = true;
    return parts[0] < 24 && parts[1] < 60 && parts[2] <= 60 && run.empty();
  }

  /// A numeric zone: hhmm, hmm, hh or hh:mm.
  void Offset(bool west) {
    std::string_view hours = TakeWhile(IsDigit);
    if (hours.size() > 4) return;
    auto value = static_cast<int32_t>(Value(hours));
    int32_t minutes = value / 100 * 60 + value % 100;
    if (hours.size() <= 2) {
      minutes = value * 60;
      if (rest_.starts_with(':')) {
        rest_.remove_prefix(1);
        std::string_view rest = TakeWhile(IsDigit).substr(0, 2);
        minutes += static_cast<int32_t>(Value(rest));
      }
    }
    zone_ = west ? -minutes : minutes;
    numeric_ = true;
  }

  void Word(std::string_view word) {
    for (size_t i = 0; word.size() >= 3 && i < kMonths.size(); ++i) {
      if (month_ == 0 && StartsCaseless(kMonths[i], word))
        month_ = static_cast<int>(i) + 1;
    }
    if (!has_time_ || numeric_) return;
    if (EqualsCaseless(word, "pm") && seconds_ < 12 * 3600)
      seconds_ += 12 * 3600;
    if (EqualsCaseless(word, "am") && seconds_ >= 12 * 3600)
      seconds_ -= 12 * 3600;
    if (word.size() == 1 || word.size() == 3) {
      const int32_t named = NamedZone(word);
      if (named != 0 || word.size() == 1) zone_ = named;
    }
  }

  std::string_view rest_;
  int64_t day_ = 0;
  int month_ = 0;
  int64_t year_ = -1;
  int64_t seconds_ = 0;
  int32_t zone_ = 0;
  bool has_time_ = false;
  bool numeric_ = false;  // the zone was written in digits
};

}  // namespace

std::optional<DateTime> ParseDate(std::string_view text) {
  return DateReader(text).Read();
}

int32_t NamedZone(std::string_view name) {
  if (name.size() == 1) return MilitaryMinutes(name[0]);
  for (const Zone& zone : kZones) {
    if (EqualsCaseless(zone.name, name)) return zone.minutes;
  }
  return 0;
}

// Years begin in March here, so that the leap day ends one.
int64_t DaysFromCivil(int64_t year, int month, int day) {
  if (month <= 2) --year;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  int64_t of_era = year - era * 400;
  int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilTime ToCivil(const DateTime& time) {
  int64_t local = time.seconds + int64_t{time.zone_minutes} * 60;
  int64_t days = local / kDaySeconds;
  int64_t second = local % kDaySeconds;
  if (second < 0) {
    second += kDaySeconds;
    --days;
  }
  int64_t shifted = days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t of_era = shifted - era * 146097;
  int64_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t day = of_era - (365 * year + year / 4 - year / 100);
  int64_t month = (5 * day + 2) / 153;
  CivilTime civil{};
  civil.day = static_cast<int>(day - (153 * month + 2) / 5 + 1);
  civil.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  civil.year = year + era * 400 + (civil.month <= 2 ? 1 : 0);
  civil.hour = static_cast<int>(second / 3600);
  civil.minute = static_cast<int>(second / 60 % 60);
  civil.second = static_cast<int>(second % 60);
  civil.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  civil.year_day = static_cast<int>(days - DaysFromCivil(civil.year, 1, 1) + 1);
  return civil;
}

std::string FormatRfc5322(const DateTime& time) {
  CivilTime civil = ToCivil(time);
  int32_t zone = time.zone_minutes < 0 ? -time.zone_minutes : time.zone_minutes;
  std::array<char, 128> buffer;
  int length = std::snprintf(
      buffer.data(), buffer.size(),
      "%s, %02d %.3s %04lld %02d:%02d:%02d %c%02d%02d",
      kDays[static_cast<size_t>(civil.weekday)].data(), civil.day,
      kMonths[static_cast<size_t>(civil.month) - 1].data(),
      static_cast<long long>(civil.year), civil.hour, civil.minute,
      civil.second, time.zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
  return {buffer.data(), static_cast<size_t>(length)};
}

std::string FormatAsctime(const DateTime& time) {
  CivilTime civil = ToCivil(time);
  std::array<char, 128> buffer;
  int length = std::snprintf(
      buffer.data(), buffer.size(), "%s %.3s %2d %02d:%02d:%02d %04lld",
      kDays[static_cast<size_t>(civil.weekday)].data(),
      kMonths[static_cast<size_t>(civil.month) - 1].data(), civil.day,
      civil.hour, civil.minute, civil.second,
      static_cast<long long>(civil.year));
  return {buffer.data(), static_cast<size_t>(length)};
}

}  // namespace trommel::text
