// SPDX-License-Identifier: MIT
#include "stdlib/shared/period.h"

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr int64_t kMost = int64_t{1} << 40U;

struct Unit {
  std::string_view word;
  int64_t seconds;
};

constexpr Unit kUnits[] = {
    {"seconds", 1},  {"minutes", 60},   {"hours", 3600},
    {"days", 86400}, {"weeks", 604800},
};

/// Any beginning of a unit's word names it.
int64_t UnitSeconds(std::string_view word) {
  if (word.empty()) return 1;
  for (const Unit& unit : kUnits) {
    if (text::StartsCaseless(unit.word, word)) return unit.seconds;
  }
  return text::EqualsCaseless(word, "mins") ? 60 : 0;
}

}  // namespace

std::optional<int64_t> PeriodSeconds(std::string_view text) {
  text = text::Trim(text);
  int64_t number = 0;
  size_t at = 0;
  for (; at < text.size() && text::IsDigit(text[at]); ++at) {
    number = number * 10 + (text[at] - '0');
    if (number > kMost) return std::nullopt;
  }
  const int64_t unit = UnitSeconds(text::Trim(text.substr(at)));
  if (at == 0 || unit == 0 || number > kMost / unit) return std::nullopt;
  return number * unit;
}

}  // namespace trommel::stdlib
