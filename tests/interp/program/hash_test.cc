// SPDX-License-Identifier: MIT
// HashSource.
#include "interp/program/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "interp/program/builder.h"

namespace trommel {
namespace {

TEST(HashSource, TellsSourcesApart) {
  EXPECT_EQ(HashSource("keep;"), HashSource("keep;"));
  std::string text(100, 'a');
  for (size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = 'b';
    EXPECT_NE(HashSource(text), HashSource(other)) << i;
    EXPECT_NE(HashSource(text), HashSource(text.substr(0, i))) << i;
  }
}

TEST(HashBytes, SeesEveryByteOfEveryLength) {
  std::set<uint64_t> seen;
  size_t count = 0;
  for (size_t size = 0; size <= 40; ++size) {
    std::string text(size, 'a');
    seen.insert(HashBytes(text.data(), size));
    ++count;
    for (size_t i = 0; i < size; ++i, ++count) {
      std::string other = text;
      other[i] = 'b';
      seen.insert(HashBytes(other.data(), size));
    }
  }
  EXPECT_EQ(seen.size(), count);
}

}  // namespace
}  // namespace trommel
