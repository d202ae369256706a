// SPDX-License-Identifier: MIT
#include "interp/text/suggest.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

TEST(Suggest, CountsEdits) {
  struct Case {
    std::string_view a, b;
    size_t distance;
  };
  const Case kCases[] = {
      {"", "", 0},
      {"a", "", 1},
      {"keep", "KEEP", 0},
      {"kepe", "keep", 1},
      {"fileito", "fileinto", 1},
      {"contians", "contains", 1},
      {"abc", "xyz", 3},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(EditDistance(c.a, c.b), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(EditDistance(c.b, c.a), c.distance) << c.a << " " << c.b;
  }
}

TEST(Suggest, LongWordsAreFarFromAll) {
  std::string longer(65, 'a');
  EXPECT_GE(EditDistance(longer, longer), 64U);
}

TEST(Suggest, KeepsTheNearest) {
  Suggestion suggestion("headr");
  suggestion.Offer("hasflag");
  EXPECT_EQ(suggestion.best(), "");
  EXPECT_EQ(suggestion.Hint(), "");
  suggestion.Offer("header");
  suggestion.Offer("heads");
  EXPECT_EQ(suggestion.best(), "header");
  EXPECT_EQ(suggestion.Hint(":"), "did you mean \":header\"?");
}

}  // namespace
}  // namespace trommel::text
