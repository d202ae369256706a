// SPDX-License-Identifier: MIT
#include "interp/text/suggest.h"

#include <algorithm>
#include <array>

#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

constexpr size_t kLongest = 64;

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b) {
  if (a.size() > kLongest || b.size() > kLongest) return kLongest;
  using Row = std::array<size_t, kLongest + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      bool same = Lower(a[i - 1]) == Lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + !same});
      bool swapped = i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
                     Lower(a[i - 2]) == Lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

Suggestion::Suggestion(std::string_view word)
    : word_(word), distance_(std::max<size_t>(word.size() / 3, 1) + 1) {}

void Suggestion::Offer(std::string_view candidate) {
  size_t distance = EditDistance(word_, candidate);
  if (distance >= distance_) return;
  distance_ = distance;
  best_ = candidate;
}

std::string Suggestion::Hint(std::string_view prefix) const {
  if (best_.empty()) return {};
  return "did you mean \"" + std::string(prefix) + std::string(best_) + "\"?";
}

}  // namespace trommel::text
