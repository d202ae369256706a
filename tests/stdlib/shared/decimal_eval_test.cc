// SPDX-License-Identifier: MIT
// Tests of stdlib/shared/decimal_eval.h.
#include "stdlib/shared/decimal_eval.h"

#include <gtest/gtest.h>

#include <random>

namespace trommel::stdlib {
namespace {

TEST(EvalDecimal, ReckonsExactly) {
  struct Case {
    std::string_view expression, value;
  };
  const Case cases[] = {
      {"1", "1"},
      {"2 + 3 * 4", "14"},
      {"(2 + 3) * 4", "20"},
      {"1 / 8", "0.125"},
      {"1 / 3 * 3", "1"},
      {"-1 / 3", "-0.333333333333333"},
      {"7 - 10", "-3"},
      {"0.1 + 0.2", "0.3"},
      {"- - 2", "2"},
      {"1.50", "1.5"},
      {"10 / 4 / 5", "0.5"},
      {"2 - -3", "5"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(EvalDecimal(c.expression).value_or("?"), c.value) << c.expression;
  }
}

TEST(EvalDecimal, SurvivesAnything) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = "0123456789.+-*/() x";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (size_t n = random() % 40; n > 0; --n) {
      text += kBytes[random() % kBytes.size()];
    }
    const Result<std::string> value = EvalDecimal(text);
    if (!value) {
      EXPECT_EQ(value.error().code, Code::kRun);
    }
  }
  EXPECT_FALSE(EvalDecimal(std::string(100000, '(')));
  EXPECT_TRUE(EvalDecimal(std::string(100000, '-') + "1"));
}

}  // namespace
}  // namespace trommel::stdlib
