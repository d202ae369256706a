// SPDX-License-Identifier: MIT
// RowIndex: finds a row by language, kind and name in one hash probe.
#pragma once

#include <array>
#include <cstdint>
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

/// Each language's table is built when it is first asked. Names compare
/// caseless for Sieve, exactly for Exim. The features outlive the index.
/// Thread-safe.
class RowIndex {
 public:
  explicit RowIndex(FeatureList features) : features_(features) {}
  /// The entry, or null. Example: Find(Language::kSieve, RowKind::kTest,
  /// "size").
  const RowEntry* Find(Language language, RowKind kind,
                       std::string_view name) const;
  /// The feature of that language whose capability list has `capability`.
  const Feature* Capability(Language language,
                            std::string_view capability) const;
  FeatureList features() const { return features_; }

 private:
  struct Table {
    std::once_flag once;
    std::vector<RowEntry> entries;  // open addressing, a power of two
  };
  const std::vector<RowEntry>& EntriesOf(Language language) const;
  void Fill(Language language, std::vector<RowEntry>* entries) const;

  FeatureList features_;
  mutable std::array<Table, 2> tables_;  // by language
};

}  // namespace trommel
