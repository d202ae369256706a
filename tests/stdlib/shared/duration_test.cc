// SPDX-License-Identifier: MIT
#include "stdlib/shared/duration.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(ParseDuration, ReadsDovecotsPeriods) {
  struct Row {
    std::string_view text;
    int64_t seconds;
  };
  constexpr Row kRows[] = {{"0", 0},
                           {"90", 90},
                           {"30s", 30},
                           {"5m", 300},
                           {"5 mins", 300},
                           {"12h", 43200},
                           {"7d", 604800},
                           {"2 days", 172800},
                           {"2 Weeks", 1209600},
                           {" 1 hour ", 3600},
                           {"1099511627776", int64_t{1} << 40U}};
  for (const Row& row : kRows) {
    EXPECT_EQ(ParseDuration(row.text), row.seconds) << row.text;
  }
}

TEST(ParseDuration, RefusesAllElse) {
  for (std::string_view text :
       {"", "d", "-1", "1x", "1dd", "1d2h", "1.5d", "1099511627777",
        "99999999999999999999", "1000000000000d"}) {
    EXPECT_FALSE(ParseDuration(text)) << text;
  }
  EXPECT_EQ(DurationOr("soon", 7), 7);
  EXPECT_EQ(DurationOr("8", 7), 8);
}

}  // namespace
}  // namespace trommel::stdlib
