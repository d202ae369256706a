// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_number.h"

#include <gtest/gtest.h>

namespace trommel::stdlib::exim {
namespace {

TEST(EximNumber, Integers) {
  EXPECT_EQ(*ReadInteger(""), 0);
  EXPECT_EQ(*ReadInteger(" 08 "), 8);
  EXPECT_EQ(*ReadInteger("-1k"), -1024);
  EXPECT_EQ(*ReadInteger("1G"), int64_t{1} << 30);
  EXPECT_EQ(*ReadInteger("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(ReadInteger("abc").error().text,
            "integer expected but \"abc\" found");
  EXPECT_EQ(ReadInteger(" \n5 k ").error().text, "invalid integer \"5 k \"");
  EXPECT_EQ(ReadInteger("9223372036854775808").error().text,
            "absolute value of integer \"9223372036854775808\" is too large "
            "(overflow)");
}

struct FilterRow {
  std::string_view text;
  int64_t value;  ///< kBad: malformed
};
constexpr int64_t kBad = INT64_MIN;

constexpr FilterRow kFilter[] = {
    {"5", 5},
    {" 0x10 ", 16},
    {"010", 8},
    {"1k", 1024},
    {"2km", INT32_MIN},
    {"4294967297", 1},
    {"3000000000", -1294967296},
    {"+5", 5},
    {"0x", 0},
    {"", kBad},
    {"5x", kBad},
    {"5 k", kBad},
    {"08", kBad},
    {"5mk", kBad},
    {"-1", -1},
    {"9223372036854775808", -1},
    {"-9223372036854775808", 0},
    {"-0x8000000000000000", 0},
    {"-99999999999999999999", 0},
};

TEST(EximNumber, FilterNumbersWrap) {
  for (const FilterRow& row : kFilter) {
    std::optional<int32_t> got = ReadFilterNumber(row.text);
    EXPECT_EQ(got ? *got : kBad, row.value) << row.text;
  }
}

TEST(EximNumber, Addends) {
  EXPECT_EQ(ReadAddend(""), 0);
  EXPECT_EQ(ReadAddend("99999999999"), 1215752191);
  EXPECT_EQ(ReadAddend("9999999999999999999999"), -1);
  EXPECT_EQ(ReadAddend(" 010"), 8);
  EXPECT_EQ(ReadAddend("4 "), std::nullopt);
  EXPECT_EQ(ReadAddend("-"), std::nullopt);
}

TEST(EximNumber, Modes) {
  EXPECT_EQ(ReadMode("0644"), 0644);
  EXPECT_EQ(ReadMode("12ab"), 012);
  EXPECT_EQ(ReadMode("0999"), 0);
}

}  // namespace
}  // namespace trommel::stdlib::exim
