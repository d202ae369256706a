// SPDX-License-Identifier: MIT
#include "stdlib/shared/srs.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(SrsEncode, IsThatOfExim) {
  // The manual's example of srs_encode; the day is that of the tests' clock.
  constexpr int64_t kDay = 1767323045 / 86400;
  EXPECT_EQ(SrsEncode("sec", "a@b.c", "a", "b.c", "d.e", kDay),
            "SRS0=74b1=7h=b.c=a@d.e");
  EXPECT_EQ(SrsEncode("sec", "a@b.c", "a", "b.c", "d.e", kDay + kSrsDays),
            "SRS0=74b1=7h=b.c=a@d.e");
  EXPECT_TRUE(SrsEncode("s", "\"a b\"@b.c", "\"a b\"", "b.c", "d.e", 0)
                  .ends_with("=aa=b.c=a b\"@d.e"));
}

}  // namespace
}  // namespace trommel::stdlib
