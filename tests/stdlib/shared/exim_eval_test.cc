// SPDX-License-Identifier: MIT
// The values are in corpora/expand/op_number.expand; here: what is hostile.
#include "stdlib/shared/exim_eval.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::stdlib::exim {
namespace {

TEST(EximEval, DeepNestingNeedsNoStack) {
  std::string open(1 << 18, '(');
  std::string close(1 << 18, ')');
  EXPECT_EQ(*Evaluate(open + "7" + close, false), 7);
  EXPECT_FALSE(Evaluate(open, false).has_value());
  EXPECT_EQ(*Evaluate(std::string(1 << 18, '-') + "7", false), 7);
}

TEST(EximEval, NothingOverflows) {
  EXPECT_EQ(*Evaluate("(-9223372036854775807-1)/-1", false), INT64_MAX);
  EXPECT_EQ(*Evaluate("(-9223372036854775807-1)%-1", false), INT64_MAX);
  EXPECT_EQ(*Evaluate("9223372036854775807*9223372036854775807", true), 1);
  EXPECT_EQ(*Evaluate("99999999999999999999999g", true), -1073741824);
}

TEST(EximEval, DecimalOnly) {
  EXPECT_EQ(*Evaluate("010", true), 10);
  EXPECT_EQ(*Evaluate("010", false), 8);
}

}  // namespace
}  // namespace trommel::stdlib::exim
