// SPDX-License-Identifier: MIT
// InlineVector: inside, beyond, and on the way.
#include "interp/base/inline_vector.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace trommel {
namespace {

TEST(InlineVector, KeepsItsItemsWhenItGrows) {
  InlineVector<uint32_t, 2> items;
  EXPECT_TRUE(items.empty());
  for (uint32_t i = 0; i < 100; ++i) {
    items.push_back(i);
    ASSERT_EQ(items.size(), i + 1);
    for (uint32_t j = 0; j <= i; ++j) ASSERT_EQ(items[j], j);
  }
  EXPECT_EQ(items.back(), 99U);
  items.pop_back();
  EXPECT_EQ(items.all().size(), 99U);
  items.clear();
  EXPECT_TRUE(items.empty());
}

TEST(InlineVector, TheFirstItemsLieInside) {
  InlineVector<uint32_t, 2> items;
  const auto inside = [&items] {
    const auto* at = reinterpret_cast<const std::byte*>(items.data());
    const auto* self = reinterpret_cast<const std::byte*>(&items);
    return at >= self && at < self + sizeof(items);
  };
  items.push_back(1);
  items.push_back(2);
  EXPECT_TRUE(inside());
  items.push_back(3);
  EXPECT_FALSE(inside());
}

TEST(InlineVector, PushesAnItemOfItsOwn) {
  InlineVector<uint32_t, 1> items;
  items.push_back(7);
  for (int i = 0; i < 20; ++i) items.push_back(items[0]);
  for (uint32_t item : items) EXPECT_EQ(item, 7U);
}

TEST(InlineVector, AppendsAndAssigns) {
  const std::array<uint8_t, 5> more{1, 2, 3, 4, 5};
  InlineVector<uint8_t, 4> items;
  items.append({});
  items.append(more);
  items.append(more);
  ASSERT_EQ(items.size(), 10U);
  EXPECT_EQ(items[4], 5);
  EXPECT_EQ(items[9], 5);
  items.assign(12);
  ASSERT_EQ(items.size(), 12U);
  for (uint8_t item : items) EXPECT_EQ(item, 0);
  items.assign(1);
  EXPECT_EQ(items.size(), 1U);
}

TEST(InlineVector, ExtendsAtTheEnd) {
  InlineVector<uint32_t, 2> items;
  items.push_back(1);
  uint32_t* added = items.extend(3);
  for (uint32_t i = 0; i < 3; ++i) added[i] = i + 2;
  ASSERT_EQ(items.size(), 4U);
  for (uint32_t i = 0; i < 4; ++i) EXPECT_EQ(items[i], i + 1);
}

TEST(InlineVector, ReservesWithoutItems) {
  InlineVector<uint32_t, 1> items;
  items.push_back(5);
  items.reserve(1000);
  const uint32_t* before = items.data();
  for (uint32_t i = 1; i < 1000; ++i) items.push_back(i);
  EXPECT_EQ(items.data(), before);
  EXPECT_EQ(items[0], 5U);
}

}  // namespace
}  // namespace trommel
