// SPDX-License-Identifier: MIT
#include "tools/common/config_file.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel {
namespace {

TEST(ConfigFile, TakesStringsIntegersAndBooleans) {
  Config config;
  Status status = ParseConfig(
      "# ours\n[exim]\nprimary_hostname = \"a\\u00e9.example\"\n"
      "message_body_visible = \"2K\"\nheader_maxsize = 1_000\n"
      "message_body_newlines = true\nprint_topbitchars = 'yes'\n",
      "t", &config);
  ASSERT_TRUE(status) << status.error().text;
  EXPECT_EQ(config.settings.primary_hostname, "a\xC3\xA9.example");
  EXPECT_EQ(config.settings.message_body_visible, 2048);
  EXPECT_EQ(config.settings.header_maxsize, 1000);
  EXPECT_TRUE(config.settings.message_body_newlines);
  EXPECT_TRUE(config.settings.print_topbitchars);
  EXPECT_EQ(config.OriginOf("header_maxsize"), SettingOrigin::kFile);
}

TEST(ConfigFile, TakesTheEntriesOfMaps) {
  Config config;
  Status status = ParseConfig(
      "[sieve]\n\"sieve_environment/color\" = 'red'\n"
      "sieve_spamtest_max_value = 5\n"
      "[sieve.sieve_extlists_list]\n':addrbook:a=b' = '/etc/b'\n",
      "t", &config);
  ASSERT_TRUE(status) << status.error().text;
  EXPECT_EQ(vm::MapEntry(config.settings.sieve_environment, "color"), "red");
  EXPECT_EQ(config.settings.sieve_spamtest_score_max_value, "5");
  EXPECT_EQ(vm::MapEntry(config.settings.sieve_extlists_list, ":addrbook:a=b"),
            "/etc/b");
}

TEST(ConfigFile, NamesThePlaceAndTheReason) {
  struct Row {
    const char* text;
    const char* error;
  };
  const Row rows[] = {
      {"[exim]\nmessage_body_visibel = 1\n",
       "t:2:1: unknown setting \"message_body_visibel\"; did you mean "
       "message_body_visible?"},
      {"[exim]\nmessage_body_visible = true\n",
       "t:2:24: setting message_body_visible takes a number like 500, 2K or "
       "0x1F4, not \"true\""},
      {"[exim]\ntimezone = true\n",
       "t:2:12: setting timezone takes text in quotes, not true"},
      {"[exim]\ntimezone = [1]\n",
       "t:2:12: a setting is a string, an integer, true or false"},
      {"[exim]\nprint_topbitchars = 1\n",
       "t:2:21: setting print_topbitchars takes true, false, yes or no, not "
       "\"1\""},
      {"[siv]\n",
       "t:1:2: unknown table \"siv\"; the tables are [exim] and [sieve]"},
      {"sieve_environment = 'x'\n",
       "t:1:1: unknown key \"sieve_environment\"; it belongs under [sieve]"},
      {"timezone = 'x'\n",
       "t:1:1: unknown key \"timezone\"; it belongs under [exim]"},
  };
  for (const Row& row : rows) {
    Config config;
    Status status = ParseConfig(row.text, "t", &config);
    ASSERT_FALSE(status) << row.text;
    EXPECT_EQ(status.error().code, Code::kUsage);
    EXPECT_EQ(status.error().text, row.error);
  }
}

TEST(ConfigFile, ChangesNothingWhenSomethingIsWrong) {
  Config config;
  for (const char* text :
       {"[exim]\ntimezone = 'x'\nno_such = 1\n", "[exim]\ntimezone = 'x",
        "[exim]\ntimezone = 'x'\ntimezone = 'y'\n", "\xFF\xFE", "[[["}) {
    EXPECT_FALSE(ParseConfig(text, "t", &config)) << text;
    EXPECT_EQ(config.settings.timezone, "") << text;
  }
}

TEST(ConfigFile, ReadsWhatItWrites) {
  Config config;
  config.settings.timezone = "a\"b\\c\nd\t\xC3\xA9\x01";
  config.settings.message_body_visible = 7;
  std::string text = "[exim]\n";
  for (const vm::SettingRow& row : vm::SettingRows()) {
    AppendTomlSetting(config.settings, row, &text);
    text += '\n';
  }
  Config again;
  Status status = ParseConfig(text, "t", &again);
  ASSERT_TRUE(status) << status.error().text << text;
  for (const vm::SettingRow& row : vm::SettingRows()) {
    EXPECT_EQ(vm::TextOf(again.settings, row), vm::TextOf(config.settings, row))
        << row.name;
  }
}

}  // namespace
}  // namespace trommel
