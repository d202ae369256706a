// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_ip.h"

#include <gtest/gtest.h>

namespace trommel::stdlib::exim {
namespace {

TEST(EximIp, ReadsAddresses) {
  EXPECT_EQ(ReadIp("192.0.2.1")->size, 4U);
  EXPECT_EQ(ReadIp("192.0.2.1")->bytes[3], 1);
  EXPECT_EQ(*ReadIp("2001:db8::1"), *ReadIp("2001:DB8:0:0:0:0:0:1"));
  EXPECT_EQ(*ReadIp("::ffff:1.2.3.4"), *ReadIp("::ffff:102:304"));
  EXPECT_EQ(ReadIp("fe80::1%eth0")->size, 16U);
}

TEST(EximIp, RefusesTheRest) {
  for (std::string_view text :
       {"", "abc", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4/8",
        "1::2::3", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", " ::1"}) {
    EXPECT_FALSE(ReadIp(text).has_value()) << text;
  }
}

TEST(EximIp, Networks) {
  IpAddress four = *ReadIp("192.0.2.130");
  EXPECT_EQ(InNetwork(four, "192.0.2.128/25"), true);
  EXPECT_EQ(InNetwork(four, "192.0.2.0/25"), false);
  EXPECT_EQ(InNetwork(four, "0.0.0.0/0"), true);
  EXPECT_EQ(InNetwork(four, "::/0"), false);
  EXPECT_EQ(InNetwork(four, "*"), true);
  EXPECT_EQ(InNetwork(four, "192.0.2.130/33"), true);
  EXPECT_EQ(InNetwork(four, "192.0.2.131/4294967296"), false);
  EXPECT_EQ(InNetwork(four, "9.9.9.9/"), true);
  EXPECT_EQ(InNetwork(four, "192.0.2.0/ 24"), true);
  EXPECT_EQ(InNetwork(four, "192.0.2.0/-1"), std::nullopt);
  EXPECT_EQ(InNetwork(*ReadIp("::ffff:192.0.2.1"), "192.0.2.0/24"), true);
  EXPECT_EQ(InNetwork(*ReadIp("::ffff:1.2.3.4"), "::ffff:1.2.3.4"), false);
  EXPECT_EQ(InNetwork(*ReadIp("2001:db8::5"), "2001:db8::/32"), true);
}

}  // namespace
}  // namespace trommel::stdlib::exim
