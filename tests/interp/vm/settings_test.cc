// SPDX-License-Identifier: MIT
#include "interp/vm/settings.h"

#include <gtest/gtest.h>

namespace trommel::vm {
namespace {

TEST(Settings, DefaultsAreDebians) {
  Settings settings;
  EXPECT_EQ(settings.message_body_visible, 500);
  EXPECT_EQ(settings.headers_charset, "UTF-8");
  EXPECT_TRUE(settings.check_rfc2047_length);
}

TEST(Settings, TakesNumbersWithUnitsFlagsAndText) {
  Settings settings;
  ASSERT_TRUE(Set(&settings, "message_body_visible", "2K"));
  EXPECT_EQ(settings.message_body_visible, 2048);
  ASSERT_TRUE(Set(&settings, "check_rfc2047_length", "no"));
  EXPECT_FALSE(settings.check_rfc2047_length);
  ASSERT_TRUE(Set(&settings, "qualify_domain", "x.test"));
  EXPECT_EQ(settings.qualify_domain, "x.test");
}

TEST(Settings, RefusesWhatMakesNoSense) {
  Settings settings;
  for (auto [name, value] :
       {std::pair{"message_body_visible", "many"},
        std::pair{"message_body_visible", "-1"},
        std::pair{"message_body_visible", "9223372036854775807K"},
        std::pair{"message_body_visible", "5 "},
        std::pair{"print_topbitchars", "perhaps"}, std::pair{"no_such", "1"}}) {
    Status status = Set(&settings, name, value);
    ASSERT_FALSE(status) << name << " " << value;
    EXPECT_EQ(status.error().code, Code::kUsage);
  }
}

}  // namespace
}  // namespace trommel::vm
