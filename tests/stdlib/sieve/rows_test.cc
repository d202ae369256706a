// SPDX-License-Identifier: MIT
// What all Sieve rows have in common; their behaviour is in corpora/sieve.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "stdlib/registry.h"

namespace trommel::stdlib {
namespace {

template <class Visit>
void EachSieveRow(const Visit& visit) {
  for (const Feature* feature : AllFeatures()) {
    if (feature->language != Language::kSieve) continue;
    for (const Row& row : feature->rows) visit(*feature, row);
  }
}

TEST(SieveRows, NamesAreUniqueWithinAKind) {
  std::set<std::string> seen;
  EachSieveRow([&](const Feature&, const Row& row) {
    std::string key = std::to_string(static_cast<int>(row.kind)) + ":" +
                      std::string(row.name) + ":" + std::string(row.extends);
    EXPECT_TRUE(seen.insert(key).second) << key;
  });
}

TEST(SieveRows, WhatIsCalledCanRun) {
  EachSieveRow([](const Feature&, const Row& row) {
    bool called = row.kind == RowKind::kCommand || ResultOf(row.kind) != 0;
    EXPECT_EQ(row.run != nullptr, called) << row.name;
    bool extends = row.kind == RowKind::kTag || row.kind == RowKind::kEscape;
    EXPECT_EQ(!row.extends.empty(), extends) << row.name;
  });
}

TEST(SieveRows, UsageLinesBeginWithTheName) {
  EachSieveRow([](const Feature&, const Row& row) {
    if (row.kind == RowKind::kComparator) return;
    std::string_view line = row.usage.line();
    EXPECT_EQ(line.substr(0, line.find(' ')), row.name);
  });
}

}  // namespace
}  // namespace trommel::stdlib
