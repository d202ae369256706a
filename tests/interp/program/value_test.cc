// SPDX-License-Identifier: MIT
// Where the bytes of a string come from, and what putting strings together
// makes of it.
#include "interp/program/value.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

TEST(Taint, OfStringsPutTogether) {
  struct {
    Taint a;
    Taint b;
    Taint both;
  } const kCases[] = {
      {Taint::kClean, Taint::kClean, Taint::kClean},
      {Taint::kClean, Taint::kTainted, Taint::kTainted},
      {Taint::kClean, Taint::kQuotedPgsql, Taint::kQuotedPgsql},
      {Taint::kQuotedPgsql, Taint::kQuotedPgsql, Taint::kQuotedPgsql},
      {Taint::kQuotedPgsql, Taint::kTainted, Taint::kTainted},
      {Taint::kQuotedPgsql, Taint::kQuotedMysql, Taint::kTainted},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Joined(c.a, c.b), c.both);
    EXPECT_EQ(Joined(c.b, c.a), c.both);
  }
}

TEST(Taint, QuotedForAServerIsTaintedToAllElse) {
  EXPECT_TRUE(Value::String("x", Taint::kQuotedMysql).tainted());
  EXPECT_TRUE(Value::Tainted("x").tainted());
  EXPECT_FALSE(Value::String("x").tainted());
}

}  // namespace
}  // namespace trommel
