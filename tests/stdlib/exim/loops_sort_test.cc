// SPDX-License-Identifier: MIT
// ${sort: of many items. What it gives is in corpora/expand/item_sort.expand.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
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
  StringExpander expander(stdlib::AllFeatures());
  const std::string text = "${sort{" + list + "}{" + order + "}{$item}}";
  Result<const Program*> program = expander.Compile(text);
  if (!program) return program.error().text;
  vm::Machine machine(**program, world.host, world.settings);
  const mail::Message message(world.message);
  const auto value = machine.Evaluate({.message = &message,
                                       .envelope = &world.envelope,
                                       .expander = &expander});
  return value ? std::string(*value) : value.error().text;
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
  EXPECT_EQ(Sorted(Joined(Numbers()), "<"), Joined(expected));
}

TEST(LoopsSort, HundredThousandTexts) {
  std::vector<std::string> expected = Numbers();
  std::ranges::sort(expected, std::greater<>());
  EXPECT_EQ(Sorted(Joined(Numbers()), "ge"), Joined(expected));
}

// Keys that begin others compare with neither; here nearly all do.
TEST(LoopsSort, CaselessKeysThatBeginOthers) {
  const std::string sorted = Sorted(Joined(Numbers()), "lti");
  EXPECT_EQ(std::ranges::count(sorted, ':'),
            static_cast<std::ptrdiff_t>(kMany) - 1);
}

}  // namespace
}  // namespace trommel::testing
