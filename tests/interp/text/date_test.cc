// SPDX-License-Identifier: MIT
// Tests of interp/text/date.h.
#include "interp/text/date.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

/// The date in its standard form, or "none".
std::string Shown(std::string_view text) {
  std::optional<DateTime> time = ParseDate(text);
  return time ? FormatRfc5322(*time) : "none";
}

struct Case {
  std::string_view text, expected;
};

TEST(ParseDate, ReadsDates) {
  constexpr std::string_view kUtc = "Fri, 21 Nov 1997 09:55:06 +0000";
  constexpr std::string_view kWest = "Fri, 21 Nov 1997 09:55:06 -0600";
  const Case cases[] = {
      {"Fri, 21 Nov 1997 09:55:06 -0600", kWest},
      {"21 Nov 1997 09:55:06 -0600", kWest},
      {"21 Nov 97 09:55:06 CST", kWest},
      {"  fri,21 nov 097 09 : 1", "none"},
      {"Fri, 21 Nov 097 09:55:06 GMT", kUtc},
      {"Fri, 21 Nov 1997 09:55:06", kUtc},
      {"Fri, 21 Nov 1997 09:55:06 Z", kUtc},
      {"Fri, 21 Nov 1997 09:55:06 CET", kUtc},
      {"Fri, 21 Nov 1997 09:55:06 S", kWest},
      {"Fri, 21 Nov 1997 09:55:06 GMT-0600", kWest},
      {"Fri, 21 Nov 1997 09:55:06 -06:00", kWest},
      {"Fri, 21 Nov 1997 09:55:06 -6", kWest},
      {"Fri, 21 Nov 1997 09:55:06-0600", kWest},
      {"Fri, 21 Nov 1997 09:55:06 -0600 (EST)", kWest},
      {"Fri, 21 Nov 1997 09:55:06.25 -0600", kWest},
      {"Fri (day) , 21 (a (b) \\) ) November 1997 09:55:06 -0600", kWest},
      {"Fri Nov 21 09:55:06 1997", kUtc},
      {"Fri Nov 21 09:55:06 1997 -0600", kWest},
      {"Fri Nov 21 09:55:06 -0600 1997", kWest},
      {"Fri Nov 21 09:55:06 CST 1997", kWest},
      {"21-Nov-1997 09:55:06 -0600", kWest},
      {"Fri, 21 Nov 1997 09:55 EST", "Fri, 21 Nov 1997 09:55:00 -0500"},
      {"21 Nov 1997 09:55 PM", "Fri, 21 Nov 1997 21:55:00 +0000"},
      {"21 Nov 1997 12:55 am", "Fri, 21 Nov 1997 00:55:00 +0000"},
      {"1 Jan 49 00:00:00 +0000", "Fri, 01 Jan 2049 00:00:00 +0000"},
      {"1 Jan 50 00:00:00 +0000", "Sun, 01 Jan 1950 00:00:00 +0000"},
      {"29 Feb 2000 23:59:60 +0130", "Wed, 01 Mar 2000 00:00:00 +0130"},
      {"1 Jan 0000 00:00:00 +0000", "Sat, 01 Jan 0000 00:00:00 +0000"},
      {"Mardi, 4 Dec 2001 10:00 B", "Tue, 04 Dec 2001 10:00:00 +0200"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shown(c.text), c.expected) << c.text;
}

TEST(ParseDate, RefusesWhatIsNone) {
  for (std::string_view text : {"",
                                "now",
                                "Fri",
                                "21 Nov 1997",
                                "Nov 1997 09:55",
                                "21 1997 09:55",
                                "21 Nov 09:55",
                                "31 Nov 1997 09:55",
                                "29 Feb 1900 09:55",
                                "0 Nov 1997 09:55",
                                "32 Nov 1997 09:55",
                                "21 Nov 1997 24:00",
                                "21 Nov 1997 09:",
                                "21 Nov 1997 09:55:",
                                "21 Nov 1997 09::06",
                                "21 Nov 1997 09:60",
                                "21 Nov 1997 09:55:61",
                                "21 Nov 1997 1:2:3:4",
                                "21 Nov 19970 09:55",
                                "21 Nov 1997 009:55",
                                "1997-11-21T09:55:06Z",
                                "(21 Nov 1997 09:55"})
    EXPECT_EQ(Shown(text), "none") << text;
}

TEST(ParseDate, GivesSeconds) {
  std::optional<DateTime> time = ParseDate("Fri, 21 Nov 1997 09:55:06 -0600");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->seconds, 880127706);
  EXPECT_EQ(time->zone_minutes, -360);
  EXPECT_EQ(ParseDate("1 Jan 1970 00:00 +0000")->seconds, 0);
  EXPECT_EQ(ParseDate("1 Jan 1970 00:00 +0100")->seconds, -3600);
}

TEST(Civil, GoesBothWays) {
  for (int64_t day = -800000; day < 3000000; day += 37) {
    CivilTime civil = ToCivil({day * 86400 + 86399, 0});
    ASSERT_EQ(DaysFromCivil(civil.year, civil.month, civil.day), day);
    ASSERT_EQ(civil.hour * 10000 + civil.minute * 100 + civil.second, 235959);
  }
}

TEST(Civil, HasAllFields) {
  CivilTime civil = ToCivil({951868800 - 1, 60});  // 2000-03-01T00:59:59+0100
  EXPECT_EQ(civil.year, 2000);
  EXPECT_EQ(civil.month, 3);
  EXPECT_EQ(civil.day, 1);
  EXPECT_EQ(civil.hour, 0);
  EXPECT_EQ(civil.weekday, 3);
  EXPECT_EQ(civil.year_day, 61);
  EXPECT_EQ(ToCivil({-1, 0}).year_day, 365);
  EXPECT_EQ(ToCivil({-1, 0}).weekday, 3);
}

TEST(FormatAsctime, PadsTheDay) {
  EXPECT_EQ(FormatAsctime({880127706, -360}), "Fri Nov 21 09:55:06 1997");
  EXPECT_EQ(FormatAsctime({0, 0}), "Thu Jan  1 00:00:00 1970");
}

}  // namespace
}  // namespace trommel::text
