// SPDX-License-Identifier: MIT
// RowIndex: finds a row by language, kind and name in one hash probe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "interp/feature.h"

namespace trommel {

/// A row with the feature it belongs to.
struct RowEntry {
  const Feature* feature = nullptr;
  const Row* row = nullptr;
};

/// Built once an engine. Names compare caseless for Sieve, exactly for Exim.
/// The features outlive the index. Read-only after construction: thread-safe.
class RowIndex {
 public:
  explicit RowIndex(FeatureList features);
  /// The entry, or null. Example: Find(Language::kSieve, RowKind::kTest,
  /// "size").
  const RowEntry* Find(Language language, RowKind kind,
                       std::string_view name) const;
  /// The feature of that language whose capability list has `capability`.
  const Feature* Capability(Language language,
                            std::string_view capability) const;
  FeatureList features() const { return features_; }

 private:
  size_t Slot(Language language, RowKind kind, std::string_view name) const;
  FeatureList features_;
  std::vector<RowEntry> table_;  // open addressing, a power of two
};

}  // namespace trommel
