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
  ASSERT_TRUE(Set(&settings, "message_body_visible", "010"));
  EXPECT_EQ(settings.message_body_visible, 8);
  ASSERT_TRUE(Set(&settings, "message_body_visible", "0x10k"));
  EXPECT_EQ(settings.message_body_visible, 16384);
  ASSERT_TRUE(Set(&settings, "message_body_visible", "0"));
  EXPECT_EQ(settings.message_body_visible, 0);
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
        std::pair{"message_body_visible", "0x"},
        std::pair{"message_body_visible", "08"},
        std::pair{"message_body_visible", ""},
        std::pair{"message_body_visible", "9223372036854775807K"},
        std::pair{"message_body_visible", "5 "},
        std::pair{"print_topbitchars", "perhaps"}, std::pair{"no_such", "1"}}) {
    Status status = Set(&settings, name, value);
    ASSERT_FALSE(status) << name << " " << value;
    EXPECT_EQ(status.error().code, Code::kUsage);
  }
}

TEST(Settings, SayWhatIsAllowedAndKeepTheOldValue) {
  Settings settings;
  EXPECT_EQ(Set(&settings, "message_body_visible", "1T").error().text,
            "setting message_body_visible takes a number like 500, 2K or "
            "0x1F4, not \"1T\"");
  EXPECT_EQ(Set(&settings, "print_topbitchars", "1").error().text,
            "setting print_topbitchars takes true, false, yes or no, not "
            "\"1\"");
  EXPECT_EQ(settings.message_body_visible, 500);
}

TEST(Settings, MapsTakeTheirEntriesOneByOne) {
  Settings settings;
  ASSERT_TRUE(Set(&settings, "sieve_environment/color", "red"));
  ASSERT_TRUE(Set(&settings, "sieve_environment/a/b=c", ""));
  ASSERT_TRUE(Set(&settings, "sieve_environment/color", "blue"));
  const std::string& map = settings.sieve_environment;
  EXPECT_EQ(MapEntry(map, "color"), "blue");
  EXPECT_EQ(MapEntry(map, "a/b=c"), "");
  EXPECT_EQ(MapEntry(map, "size"), std::nullopt);
  EXPECT_FALSE(Set(&settings, "timezone/x", "1"));
  EXPECT_FALSE(Set(&settings, "no_such/x", "1"));
  EXPECT_FALSE(Set(&settings, "sieve_environment/a\tb", "1"));
  EXPECT_FALSE(Set(&settings, "sieve_environment/a", "1\n2"));
}

TEST(Settings, KnowNamesOfOld) {
  EXPECT_EQ(SettingName("sieve_spamtest_max_value"),
            "sieve_spamtest_score_max_value");
  EXPECT_EQ(SettingName("sieve_virustest_max_header"),
            "sieve_virustest_score_max_header");
  EXPECT_EQ(SettingName("sieve_spamtest_text_value10"),
            "sieve_spamtest_text_value/10");
  for (std::string_view name :
       {"sieve_spamtest_text_value/1", "sieve_spamtest_text_value",
        "sieve_spamtest_score_max_value", "timezone", "x_test_max_value"}) {
    EXPECT_EQ(SettingName(name), name);
  }
  Settings settings;
  ASSERT_TRUE(Set(&settings, "sieve_spamtest_text_value5", "odd"));
  EXPECT_EQ(MapEntry(settings.sieve_spamtest_text_value, "5"), "odd");
}

TEST(Settings, EveryRowHasOneKindAndReadsItsOwnText) {
  for (const SettingRow& row : SettingRows()) {
    int kinds =
        (row.text != nullptr) + (row.number != nullptr) + (row.flag != nullptr);
    EXPECT_EQ(kinds, 1) << row.name;
    EXPECT_EQ(FindSetting(row.name), &row);
    Settings settings, again;
    if (row.number != nullptr) settings.*row.number = 4711;
    if (row.flag != nullptr) settings.*row.flag = !(settings.*row.flag);
    if (row.text != nullptr) settings.*row.text = "a: b";
    std::string text = TextOf(settings, row);
    ASSERT_TRUE(Set(&again, row, text)) << row.name;
    EXPECT_EQ(TextOf(again, row), text) << row.name;
  }
}

}  // namespace
}  // namespace trommel::vm
