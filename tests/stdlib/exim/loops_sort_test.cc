// SPDX-License-Identifier: MIT
// ${sort: of many items. What it gives is in corpora/expand/item_sort.expand.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

constexpr size_t kMany = 100000;

std::string Joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ":") + item;
  return out;
}

std::string Sorted(const std::string& list, const std::string& order) {
  World world = SampleWorld();
  const Report report =
      Expand("${sort{" + list + "}{" + order + "}{$item}}", world);
  if (!report.ok) return report.error;
  return report.actions.substr(0, report.actions.find('\n'));
}

/// In an order that is neither sorted nor the reverse.
std::vector<std::string> Numbers() {
  std::vector<std::string> out;
  for (size_t i = 0; i < kMany; ++i) {
    out.push_back(std::to_string(i * 7919 % kMany));
  }
  return out;
}

TEST(LoopsSort, HundredThousandNumbers) {
  std::vector<std::string> expected;
  for (size_t i = 0; i < kMany; ++i) expected.push_back(std::to_string(i));
  EXPECT_EQ(Sorted(Joined(Numbers()), "<"),
            "testprint \"" + Joined(expected) + "\"");
}

TEST(LoopsSort, HundredThousandTexts) {
  std::vector<std::string> expected = Numbers();
  std::ranges::sort(expected, std::greater<>());
  EXPECT_EQ(Sorted(Joined(Numbers()), "ge"),
            "testprint \"" + Joined(expected) + "\"");
}

// Keys that begin others compare with neither; here nearly all do.
TEST(LoopsSort, CaselessKeysThatBeginOthers) {
  const std::string sorted = Sorted(Joined(Numbers()), "lti");
  EXPECT_EQ(std::ranges::count(sorted, ':'),
            static_cast<std::ptrdiff_t>(kMany) - 1);
}

}  // namespace
}  // namespace trommel::testing
