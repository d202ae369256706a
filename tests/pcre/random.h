// SPDX-License-Identifier: MIT
// Random: numbers that are the same on every machine for the same seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace trommel::pcre {

/// A splitmix64 stream. Random(seed, index) starts an own stream for each
/// index, so that one pattern of a run can be made again without the others.
class Random {
 public:
  explicit Random(uint64_t seed, uint64_t index = 0)
      : state_(seed * 0x9E3779B97F4A7C15 + index * 0xD1B54A32D192ED03) {
    Next();
  }

  uint64_t Next() {
    uint64_t x = state_ += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
  }

  /// From 0 to limit - 1; limit is above 0.
  size_t Below(size_t limit) { return static_cast<size_t>(Next() % limit); }

  /// True in so many of 100 cases.
  bool Chance(size_t percent) { return Below(100) < percent; }

  /// An element of a table.
  template <class Table>
  const auto& Pick(const Table& table) {
    return std::data(table)[Below(std::size(table))];
  }

 private:
  uint64_t state_;
};

}  // namespace trommel::pcre
