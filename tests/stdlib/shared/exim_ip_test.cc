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

TEST(EximIp, NetworksAndForms) {
  EXPECT_EQ(ReadIpNetwork("10.0.0.1/ +8")->bits, 8U);
  EXPECT_EQ(ReadIpNetwork("10.0.0.1/")->bits, 0U);
  EXPECT_FALSE(ReadIpNetwork("10.0.0.1")->bits.has_value());
  EXPECT_FALSE(ReadIpNetwork("10.0.0.1/-1").has_value());
  EXPECT_FALSE(ReadIpNetwork("fe80::1%eth0/64").has_value());
  EXPECT_EQ(ShortIp(*ReadIp("1:0:0:2:0:0:0:3")), "1:0:0:2::3");
  EXPECT_EQ(ShortIp(*ReadIp("::")), ":");
  EXPECT_EQ(ShortIp(*ReadIp("1.2.3.4")), "::ffff:102:304");
  EXPECT_EQ(IpGroups(*ReadIp("::1"))[7], "0001");
  EXPECT_EQ(UnmappedIp(*ReadIp("::ffff:1.2.3.4")), *ReadIp("1.2.3.4"));
}

}  // namespace
}  // namespace trommel::stdlib::exim
