// SPDX-License-Identifier: MIT
// The values are in corpora/expand/item_json.expand; here: sizes and ends.
#include "stdlib/shared/exim_json.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::stdlib::exim {
namespace {

TEST(EximJson, DeepNestingNeedsNoStack) {
  const std::string deep =
      std::string(1 << 18, '[') + "1" + std::string(1 << 18, ']');
  EXPECT_EQ(UnwrapJson(deep, kJsonArray)->size(), deep.size() - 2);
  EXPECT_FALSE(UnwrapJson(deep.substr(1) + "", kJsonObject).has_value());
}

TEST(EximJson, ABackslashAtTheEnd) {
  EXPECT_FALSE(UnwrapJson("\"a\\", kJsonString).has_value());
  EXPECT_FALSE(UnwrapJson("", kJsonString).has_value());
  EXPECT_EQ(*UnwrapJson("  \"a\\\"b\" c", kJsonString), "a\\\"b");
}

TEST(EximJson, CommasOutsideOfBrackets) {
  std::string_view rest = " 1 ,[2,3],{\"a\":4,\"b\":5}";
  EXPECT_EQ(*NextJson(&rest), "1 ");
  EXPECT_EQ(*NextJson(&rest), "[2,3]");
  EXPECT_EQ(*NextJson(&rest), "{\"a\":4,\"b\":5}");
  EXPECT_FALSE(NextJson(&rest).has_value());
}

}  // namespace
}  // namespace trommel::stdlib::exim
