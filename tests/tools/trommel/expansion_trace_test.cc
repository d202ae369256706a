// SPDX-License-Identifier: MIT
#include "tools/trommel/expansion_trace.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

std::string_view Part(std::string_view text, size_t at, size_t strings = 0) {
  const Span span = PartAt(text, at, strings);
  return text.substr(span.begin, span.end - span.begin);
}

TEST(ExpansionTrace, PartsReachToTheirBraces) {
  EXPECT_EQ(Part("a${lc:X}b", 1), "${lc:X}");
  EXPECT_EQ(Part("${if eq{a}{${lc:B}} {y}}z", 0), "${if eq{a}{${lc:B}} {y}}");
  EXPECT_EQ(Part("${if eq{a} {b}c", 5, 2), "eq{a} {b}");
  EXPECT_EQ(Part("${if eq{a}{b}{c}}", 5, 2), "eq{a}{b}");
  EXPECT_EQ(Part("${if eq{a}", 5), "eq");
  EXPECT_EQ(Part("${lc:\\}}x", 0), "${lc:\\}}");
  EXPECT_EQ(Part("${lc:{", 0), "${lc:{");
  EXPECT_EQ(Part("$h_to:x", 0), "$h_to");
  EXPECT_EQ(Part("a}b", 1), "}");
  EXPECT_EQ(Part("abc", 3), "");
  EXPECT_EQ(Part("abc", 9), "");
}

}  // namespace
}  // namespace trommel
