// SPDX-License-Identifier: MIT
// RowIndex: finds a row by language, kind and name.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string_view>
#include <vector>

#include "interp/feature.h"

namespace trommel {

/// A row with the feature it belongs to.
struct RowEntry {
  const Feature* feature = nullptr;
  const Row* row = nullptr;
};

/// A row is looked for among the features once and kept in a hash table from
/// then on: a start touches no more rows than the script names. Names compare
/// caseless for Sieve, exactly for Exim. The features outlive the index.
/// Thread-safe.
class RowIndex {
 public:
  explicit RowIndex(FeatureList features) : features_(features) {}
  /// The entry, which lives as long as the index, or null.
  /// Example: Find(Language::kSieve, RowKind::kTest, "size").
  const RowEntry* Find(Language language, RowKind kind,
                       std::string_view name) const;
  /// The feature of that language whose capability list has `capability`.
  const Feature* Capability(Language language,
                            std::string_view capability) const;
  FeatureList features() const { return features_; }

 private:
  using Slot = std::atomic<const RowEntry*>;
  struct Table {
    std::once_flag once;
    std::vector<Slot> slots;  // open addressing, a power of two, never full
    std::mutex adding;
    std::deque<RowEntry> entries;
  };
  Table& TableOf(Language language) const;
  static size_t SlotOf(const Table& table, Language language, uint32_t hash,
                       RowKind kind, std::string_view name);
  RowEntry Search(Language language, uint32_t hash, RowKind kind,
                  std::string_view name) const;

  FeatureList features_;
  mutable std::array<Table, 2> tables_;  // by language
};

}  // namespace trommel
