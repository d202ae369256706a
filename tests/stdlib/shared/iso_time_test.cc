// SPDX-License-Identifier: MIT
#include "stdlib/shared/iso_time.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(IsoTime, IsReadAndWritten) {
  struct Row {
    std::string_view text;
    int64_t seconds;
    int32_t zone;
    std::string_view written;
  };
  constexpr Row kRows[] = {
      {"2026-03-01T10:00:00Z", 1772359200, 0, "2026-03-01T10:00:00Z"},
      {"2026-03-01t10:00:00z", 1772359200, 0, "2026-03-01T10:00:00Z"},
      {"2026-03-01T11:00:00+01:00", 1772359200, 60,
       "2026-03-01T11:00:00+01:00"},
      {"2026-03-01T04:30:00-0530", 1772359200, -330,
       "2026-03-01T04:30:00-05:30"},
      {"2026-03-01T10:00:00.999+00:00", 1772359200, 0, "2026-03-01T10:00:00Z"},
      {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"},
      {"2028-02-29T00:00:00Z", 1835395200, 0, "2028-02-29T00:00:00Z"},
  };
  for (const Row& row : kRows) {
    const auto time = ParseIsoTime(row.text);
    ASSERT_TRUE(time) << row.text;
    EXPECT_EQ(time->seconds, row.seconds) << row.text;
    EXPECT_EQ(time->zone_minutes, row.zone) << row.text;
    EXPECT_EQ(FormatIsoTime(*time), row.written);
  }
}

TEST(IsoTime, WhatIsNoneIsRefused) {
  for (std::string_view text :
       {"", "2026-03-01", "2026-3-01T10:00:00Z", "2026-00-01T10:00:00Z",
        "2026-13-01T10:00:00Z", "2026-02-29T10:00:00Z", "2026-04-31T10:00:00Z",
        "2026-03-00T10:00:00Z", "2026-03-01 10:00:00Z", "2026-03-01T24:00:00Z",
        "2026-03-01T10:60:00Z", "2026-03-01T10:00:61Z", "2026-03-01T10:00:00",
        "2026-03-01T10:00:00+1", "2026-03-01T10:00:00+01:0",
        "2026-03-01T10:00:00+24:00", "2026-03-01T10:00:00ZZ"}) {
    EXPECT_FALSE(ParseIsoTime(text)) << text;
  }
}

TEST(ParseOffset, TakesOneForm) {
  EXPECT_EQ(ParseOffset("+0100"), 60);
  EXPECT_EQ(ParseOffset("-0530"), -330);
  for (const char* text : {"", "Z", "+01:00", "0100", "+01000", "+2400"}) {
    EXPECT_FALSE(ParseOffset(text)) << text;
  }
}

TEST(ParseZone, TakesBothForms) {
  EXPECT_EQ(ParseZone("+0100"), 60);
  EXPECT_EQ(ParseZone("-05:30"), -330);
  EXPECT_EQ(ParseZone("Z"), 0);
  for (std::string_view text : {"", "0100", "+1", "+0160", "+2400", "CET"}) {
    EXPECT_FALSE(ParseZone(text)) << text;
  }
}

}  // namespace
}  // namespace trommel::stdlib
