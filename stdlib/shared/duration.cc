// SPDX-License-Identifier: MIT
#include "stdlib/shared/duration.h"

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr int64_t kMost = int64_t{1} << 40U;

struct Unit {
  std::string_view name;
  int64_t seconds;
};
constexpr Unit kUnits[] = {{"seconds", 1},
                           {"secs", 1},
                           {"mins", 60},
                           {"minutes", 60},
                           {"hours", 3600},
                           {"days", kDaySeconds},
                           {"weeks", 7 * kDaySeconds}};

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  text = text::Trim(text);
  size_t at = 0;
  int64_t number = 0;
  for (; at < text.size() && text::IsDigit(text[at]); ++at) {
    number = number * 10 + (text[at] - '0');
    if (number > kMost) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  const std::string_view unit = text::Trim(text.substr(at));
  if (unit.empty()) return number;
  for (const Unit& known : kUnits) {
    if (unit.size() > known.name.size() ||
        !text::StartsCaseless(known.name, unit)) {
      continue;
    }
    if (number > kMost / known.seconds) return std::nullopt;
    return number * known.seconds;
  }
  return std::nullopt;
}

int64_t DurationOr(std::string_view text, int64_t otherwise) {
  return ParseDuration(text).value_or(otherwise);
}

}  // namespace trommel::stdlib
