// SPDX-License-Identifier: MIT
// WhyNoReply itself is covered by corpora/sieve/vacation-*.case.
#include "stdlib/shared/auto_reply.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(AutoReply, KnowsSystemAddresses) {
  for (std::string_view address :
       {"MAILER-DAEMON@x.org", "listserv@x", "Majordomo@x", "owner-dev@x",
        "dev-REQUEST@x", "my-owner@x", "mailer-daemon"}) {
    EXPECT_TRUE(IsSystemAddress(address)) << address;
  }
  for (std::string_view address :
       {"me@x", "request@x", "my-owners@x", "daemon@x", "dev@owner-x", ""}) {
    EXPECT_FALSE(IsSystemAddress(address)) << address;
  }
}

}  // namespace
}  // namespace trommel::stdlib
