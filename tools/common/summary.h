// SPDX-License-Identifier: MIT
// Summary: how many messages went where, and what went wrong.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/common/json.h"

namespace trommel {

/// Counts by name, in bounded memory: names past limits::kSummaryRows are
/// counted together as "(other)", long names are cut. Which names are kept
/// follows from the order of arrival alone, however the counts were merged. Not
/// thread-safe: one a batch, then Merge.
class Tally {
 public:
  Tally() = default;
  Tally(Tally&&) = default;
  Tally& operator=(Tally&&) = default;

  void Add(std::string_view name, uint64_t count = 1);
  void Merge(const Tally& other);
  void Clear();
  const std::map<std::string, uint64_t, std::less<>>& counts() const {
    return counts_;
  }

 private:
  using Counts = std::map<std::string, uint64_t, std::less<>>;
  Counts counts_;
  std::vector<const Counts::value_type*> arrived_;
};

/// The counts of a `trommel run`. A message with several destinations counts
/// under each of them.
struct Summary {
  uint64_t messages = 0;
  uint64_t failed = 0;  ///< messages that had an error
  Tally destinations;
  Tally errors;

  /// Counts one message; `error` is its reason or empty.
  void Add(std::span<const std::string> places, std::string_view error);
  void Merge(const Summary& other);
  void Clear();

  /// `N messages`, then a line a destination and a line an error, the most
  /// frequent first.
  std::string Text() const;
  /// {"messages":N,"errors":N,"destinations":{…},"error_texts":{…}} and a line
  /// end.
  std::string Json() const;
};

}  // namespace trommel
