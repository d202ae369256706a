// SPDX-License-Identifier: MIT
// OffsetByRule: POSIX TZ strings, which say what a zone does after all changes
// that are listed (RFC 8536 section 3.3, POSIX.1-2017 section 8.3).
#include "interp/text/ascii.h"
#include "interp/text/date.h"
#include "tools/host/time_zone.h"

namespace trommel {
namespace {

constexpr int64_t kDay = 86400;

// A day of a year, and the local second of it.
struct RuleDay {
  char kind = 'M';  // 'M' month.week.day, 'J' 1 to 365, '0' 0 to 365
  int64_t month = 0, week = 0, day = 0;
  int64_t second = 7200;
};

// Reads a rule from the front.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool Eat(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Name() {
    size_t end = 0;
    if (rest_.starts_with('<')) {
      end = rest_.find('>');
      if (end == std::string_view::npos) return false;
      ++end;
    } else {
      while (end < rest_.size() && text::IsAlpha(rest_[end])) ++end;
    }
    rest_.remove_prefix(end);
    return end > 0;
  }
  bool Number(int64_t* out) {
    size_t digits = 0;
    for (*out = 0;
         digits < rest_.size() && digits < 4 && text::IsDigit(rest_[digits]);
         ++digits) {
      *out = *out * 10 + (rest_[digits] - '0');
    }
    rest_.remove_prefix(digits);
    return digits > 0;
  }
  // [+-]hh[:mm[:ss]] in seconds.
  bool Time(int64_t* out) {
    const bool negative = Eat('-');
    if (!negative) Eat('+');
    int64_t part = 0;
    if (!Number(&part)) return false;
    *out = part * 3600;
    for (int64_t unit : {60, 1}) {
      if (!Eat(':')) break;
      if (!Number(&part)) return false;
      *out += part * unit;
    }
    if (negative) *out = -*out;
    return true;
  }
  bool Day(RuleDay* out) {
    if (!Eat(',')) return false;
    if (Eat('M')) {
      if (!Number(&out->month) || !Eat('.') || !Number(&out->week) ||
          !Eat('.') || !Number(&out->day)) {
        return false;
      }
    } else {
      out->kind = Eat('J') ? 'J' : '0';
      if (!Number(&out->day)) return false;
    }
    return !Eat('/') || Time(&out->second);
  }

 private:
  std::string_view rest_;
};

bool IsLeap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// The local moment of the change in that year, as if it were UTC.
int64_t MomentIn(int64_t year, const RuleDay& rule) {
  const int64_t january = text::DaysFromCivil(year, 1, 1);
  if (rule.kind == '0') return (january + rule.day) * kDay + rule.second;
  if (rule.kind == 'J') {
    const bool later = IsLeap(year) && rule.day > 59;
    return (january + rule.day - (later ? 0 : 1)) * kDay + rule.second;
  }
  const auto month = static_cast<int>(rule.month);
  const int64_t first = text::DaysFromCivil(year, month, 1);
  const int64_t next = month == 12 ? text::DaysFromCivil(year + 1, 1, 1)
                                   : text::DaysFromCivil(year, month + 1, 1);
  const int64_t weekday = ((first + 4) % 7 + 7) % 7;
  int64_t day = first + (rule.day - weekday + 7) % 7 + (rule.week - 1) * 7;
  while (day >= next) day -= 7;
  return day * kDay + rule.second;
}

bool IsSensible(const RuleDay& rule) {
  return rule.kind != 'M' ||
         (rule.month >= 1 && rule.month <= 12 && rule.week >= 1 &&
          rule.week <= 5 && rule.day <= 6);
}

}  // namespace

std::optional<int32_t> OffsetByRule(std::string_view rule, int64_t seconds) {
  RuleReader reader(rule);
  int64_t west = 0;
  if (!reader.Name() || !reader.Time(&west)) return std::nullopt;
  const auto standard = static_cast<int32_t>(-west);
  if (reader.done()) return standard;
  int64_t summer_west = west - 3600;
  RuleDay begin;
  RuleDay end;
  if (!reader.Name()) return std::nullopt;
  reader.Time(&summer_west);
  if (!reader.Day(&begin) || !reader.Day(&end) || !reader.done() ||
      !IsSensible(begin) || !IsSensible(end)) {
    return std::nullopt;
  }
  const auto summer = static_cast<int32_t>(-summer_west);
  const int64_t year = text::ToCivil({seconds, standard / 60}).year;
  const int64_t starts = MomentIn(year, begin) - standard;
  const int64_t stops = MomentIn(year, end) - summer;
  const bool inside = starts < stops ? seconds >= starts && seconds < stops
                                     : seconds >= starts || seconds < stops;
  return inside ? summer : standard;
}

}  // namespace trommel
