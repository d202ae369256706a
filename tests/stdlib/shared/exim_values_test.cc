// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_values.h"

#include <gtest/gtest.h>

namespace trommel::stdlib::exim {
namespace {

TEST(EximValues, PrintableForm) {
  EXPECT_EQ(Printable("a\nb\r\t\\", false), "a\\nb\\r\t\\");
  EXPECT_EQ(Printable("\x01\x7F\xE9", false), "\\001\\177\\351");
  EXPECT_EQ(Printable("\xE9", true), "\xE9");
}

TEST(EximValues, TaintOfAny) {
  const Value clean[] = {Value::String("a"), Value::Nil()};
  const Value mixed[] = {Value::String("a"), Value::Tainted("b")};
  EXPECT_FALSE(AnyTainted(clean));
  EXPECT_TRUE(AnyTainted(mixed));
}

}  // namespace
}  // namespace trommel::stdlib::exim
