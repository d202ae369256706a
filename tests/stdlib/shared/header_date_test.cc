// SPDX-License-Identifier: MIT
#include "stdlib/shared/header_date.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(HeaderDate, ReadsWhatMailWrites) {
  struct Case {
    std::string_view value, iso;
  };
  const Case kCases[] = {
      {"Thu, 01 Jan 2026 10:00:00 +0100", "2026-01-01T10:00:00+01:00"},
      {" 1 jan 2026 10:00 -0330", "2026-01-01T10:00:00-03:30"},
      {"1 Jan 49 00:00:00 GMT", "2049-01-01T00:00:00Z"},
      {"1 Jan 50 00:00:00 GMT", "1950-01-01T00:00:00Z"},
      {"1 Jan 101 00:00:00 GMT", "2001-01-01T00:00:00Z"},
      {"x; y; 1 Jan 2026 10:00:60 PDT", "2026-01-01T10:00:59-07:00"},
      {"Thu,(a(b\\)))1 Jan\n 2026 10 : 00", "2026-01-01T10:00:00Z"},
      {"29 Feb 2000 1:00:00 +0000", "2000-02-29T01:00:00Z"},
      {"1 Jan 2026 10:00:00 +100", "2026-01-01T10:00:00Z"},
      {"29 Feb 1900 00:00:00 +0000", ""},
      {"31 Jun 2026 00:00:00 +0000", ""},
      {"0 Jan 2026 00:00:00 +0000", ""},
      {"1 Jan 2026 24:00:00 +0000", ""},
      {"1 Jan 2026 23:60:00 +0000", ""},
      {"1 Jan 2026 23:59:61 +0000", ""},
      {"1 Jan 2 00:00:00 +0000", ""},
      {"001 Jan 2026 00:00:00 +0000", ""},
      {"1 Ja 2026 00:00:00 +0000", ""},
      {"Thu 1 Jan 2026 00:00:00 +0000", ""},
      {"1 Jan 2026", ""},
      {"1 Jan 2026 10:0", ""},
      {"(", ""},
      {"(\\", ""},
      {"", ""},
      {";", ""},
  };
  for (const Case& c : kCases) {
    auto time = ReadHeaderDate(c.value);
    EXPECT_EQ(time ? DatePart("iso8601", *time).value() : "", c.iso) << c.value;
  }
}

TEST(HeaderDate, Zones) {
  EXPECT_EQ(ReadZone("+0130"), 90);
  EXPECT_EQ(ReadZone("-1200"), -720);
  EXPECT_EQ(ReadZone("-0000"), 0);
  for (std::string_view bad :
       {"", "+", "0100", "+100", "+01000", "+01:0", "x"}) {
    EXPECT_FALSE(ReadZone(bad)) << bad;
  }
}

TEST(HeaderDate, Parts) {
  const text::DateTime time{0, -30};
  EXPECT_EQ(DatePart("JULIAN", {0, 0}), "40587");
  EXPECT_EQ(DatePart("julian", time), "40586");
  EXPECT_EQ(DatePart("zone", time), "-0030");
  EXPECT_EQ(DatePart("time", time), "23:30:00");
  EXPECT_EQ(DatePart("weekday", time), "3");
  EXPECT_FALSE(DatePart("", time));
  EXPECT_TRUE(IsDatePart("Std11"));
  EXPECT_FALSE(IsDatePart("std12"));
}

}  // namespace
}  // namespace trommel::stdlib
