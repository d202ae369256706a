// SPDX-License-Identifier: MIT
// RowIndex: finds a row by language, kind and name.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <forward_list>
#include <mutex>
#include <string>
#include <string_view>

#include "interp/feature.h"

namespace trommel {

/// A row with the feature it belongs to.
struct RowEntry {
  const Feature* feature = nullptr;
  const Row* row = nullptr;
};

/// A row is looked for among the features once and kept in a hash table from
/// then on: a start touches no more rows than the script names. So is that
/// there is none, for the first such names. Names compare caseless for Sieve,
/// exactly for Exim. The features outlive the index. Thread-safe.
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
  /// A name that was asked for, and what it names.
  struct Known {
    RowEntry entry;  ///< empty: there is none
    RowKind kind;
    uint32_t hash;
    std::string name;
    const Known* next;  ///< with the same hash
  };
  struct Table {
    std::array<std::atomic<const Known*>, 256> heads{};  // of chains, by hash
    std::mutex adding;
    std::forward_list<Known> all;
    size_t absent = 0;  // how many of them name nothing
  };
  /// The chain in which the name would be.
  std::atomic<const Known*>& HeadOf(Language language, uint32_t hash) const {
    auto& heads = tables_[static_cast<size_t>(language)].heads;
    return heads[hash % heads.size()];
  }
  static const Known* FindIn(const Known* chain, Language language,
                             uint32_t hash, RowKind kind,
                             std::string_view name);
  const Known* Add(Language language, uint32_t hash, RowKind kind,
                   std::string_view name) const;
  RowEntry Search(Language language, uint32_t hash, RowKind kind,
                  std::string_view name) const;

  FeatureList features_;
  mutable std::array<Table, 2> tables_;  // by language
};

}  // namespace trommel
