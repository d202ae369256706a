// SPDX-License-Identifier: MIT
#include "tools/common/header_limits.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel {
namespace {

std::optional<HeaderExcess> Find(std::string_view text, int64_t most,
                                 int64_t longest) {
  vm::Settings settings;
  settings.header_maxsize = most;
  settings.header_line_maxsize = longest;
  const mail::Message message(text);
  return FindHeaderExcess(message, settings);
}

// exim4 -bf takes a header of 17 bytes with header_maxsize = 17, not with 16.
TEST(HeaderLimits, CountWhatEximCounts) {
  for (std::string_view text :
       {"From: a@b.c\nS: x\n\nbody", "From: a@b.c\r\nS: x\r\n\r\nbody"}) {
    EXPECT_FALSE(Find(text, 17, 0)) << text;
    ASSERT_TRUE(Find(text, 16, 0)) << text;
    EXPECT_FALSE(Find(text, 16, 0)->line);
    EXPECT_FALSE(Find(text, 17, 12)) << text;
    ASSERT_TRUE(Find(text, 17, 11)) << text;
    EXPECT_TRUE(Find(text, 17, 11)->line);
    EXPECT_TRUE(Find(text, 0, 0)) << text;
  }
  EXPECT_TRUE(Find("A: 1\n b\n\n", 100, 7));
  EXPECT_FALSE(Find("A: 1\n b\n\n", 100, 8));
}

TEST(HeaderLimits, NameTheOption) {
  Error error = HeaderExcess{true, 7}.AsError();
  EXPECT_EQ(error.code, Code::kLimit);
  EXPECT_NE(error.text.find("header_line_maxsize allows: 7 bytes"),
            std::string::npos);
  EXPECT_NE((HeaderExcess{false, 7}.AsError().text.find("header_maxsize")),
            std::string::npos);
}

}  // namespace
}  // namespace trommel
