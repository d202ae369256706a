// SPDX-License-Identifier: MIT
#include "tools/common/nearest.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace trommel {
namespace {

constexpr size_t kLongest = 32;
using Grid = std::array<std::array<size_t, kLongest + 1>, kLongest + 1>;

size_t Cell(const Grid& grid, std::string_view a, std::string_view b, size_t i,
            size_t j) {
  const size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
  size_t best = std::min(
      {grid[i - 1][j] + 1, grid[i][j - 1] + 1, grid[i - 1][j - 1] + change});
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
    best = std::min(best, grid[i - 2][j - 2] + 1);
  }
  return best;
}

size_t Distance(std::string_view a, std::string_view b) {
  Grid grid{};
  for (size_t i = 0; i <= a.size(); ++i) grid[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) grid[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) grid[i][j] = Cell(grid, a, b, i, j);
  }
  return grid[a.size()][b.size()];
}

}  // namespace

std::string_view Nearest(std::string_view word,
                         std::span<const std::string_view> known) {
  if (word.size() > kLongest) return {};
  std::string_view best;
  size_t best_distance = word.size() / 3 + 2;
  for (std::string_view candidate : known) {
    if (candidate.size() > kLongest) continue;
    const size_t longer = std::max(word.size(), candidate.size());
    const size_t distance = Distance(word, candidate);
    if (distance * 3 > longer + 2 || distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace trommel
