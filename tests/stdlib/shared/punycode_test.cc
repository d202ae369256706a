// SPDX-License-Identifier: MIT
// RFC 3492 section 7.1, and what is hostile.
#include "stdlib/shared/punycode.h"

#include <gtest/gtest.h>

#include "interp/base/work.h"

namespace trommel::stdlib {
namespace {

using Points = std::vector<uint32_t>;

TEST(Punycode, BothWays) {
  const struct {
    Points text;
    std::string_view code;
  } kCases[] = {
      {{0x62, 0xFC, 0x63, 0x68, 0x65, 0x72}, "bcher-kva"},
      {{0x4ED6, 0x4EEC, 0x4E3A, 0x4EC0, 0x4E48, 0x4E0D, 0x8BF4, 0x4E2D, 0x6587},
       "ihqwcrb4cv8a8dqg056pqjye"},
      {{0x33, 0x5E74, 0x42, 0x7D44, 0x91D1, 0x516B, 0x5148, 0x751F},
       "3B-ww4c5e180e575a65lsy2b"},
      {{0x61}, "a-"},
      {{}, ""},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(*EncodePunycode(one.text), one.code);
    EXPECT_EQ(*DecodePunycode(one.code), one.text);
  }
}

TEST(Punycode, WhatIsWrong) {
  EXPECT_EQ(DecodePunycode("99999999").error().text,
            "String size limit exceeded");
  EXPECT_EQ(DecodePunycode("zzzzzzzzzzzz").error().text, "Invalid input");
  EXPECT_EQ(DecodePunycode("\xC3\xBC-abc").error().text, "Invalid input");
  EXPECT_EQ(DecodePunycode("-").error().text, "Invalid input");
}

TEST(Punycode, WorkIsBounded) {
  Points many;
  for (uint32_t i = 0; i < 300000; ++i) many.push_back(0x10000 + i * 3);
  work::Begin();
  EXPECT_EQ(EncodePunycode(many).error().code, Code::kLimit);
  work::Begin();
  EXPECT_EQ(DecodePunycode(std::string(1 << 20, 'a')).error().code,
            Code::kLimit);
  work::End();
}

}  // namespace
}  // namespace trommel::stdlib
