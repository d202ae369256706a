// SPDX-License-Identifier: MIT
#include "tools/common/config.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace trommel {
namespace {

std::string MakeFolder() {
  std::string folder = testing::TempDir() + "configXXXXXX";
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  return folder;
}

std::string Write(const std::string& path, std::string_view text) {
  std::ofstream(path) << text;
  return path;
}

constexpr Option kOptions[] = {kConfigOption, kSetOption, kProfileOption};
constexpr Manual kManual = {.name = "x",
                            .arguments = "",
                            .summary = "",
                            .text = "",
                            .examples = "",
                            .options = kOptions};

Result<Config> Read(std::initializer_list<const char*> words,
                    const std::string& home) {
  Result<Arguments> arguments =
      Arguments::Parse(kManual, {words.begin(), words.size()});
  EXPECT_TRUE(arguments);
  return ReadConfig(*arguments, home);
}

class Files : public testing::Test {
 protected:
  void SetUp() override {
    ::unsetenv("XDG_CONFIG_HOME");
    ::mkdir((home_ + "/.config").c_str(), 0700);
  }
  void TearDown() override { ::unsetenv("XDG_CONFIG_HOME"); }
  std::string home_ = MakeFolder();
};

TEST_F(Files, ProfilesForbid) {
  const Result<Config> user = Read({}, home_);
  ASSERT_TRUE(user);
  EXPECT_TRUE(user->settings.forbid_filter_run);
  EXPECT_TRUE(user->settings.forbid_filter_readsocket);
  EXPECT_TRUE(user->settings.forbid_filter_perl);
  EXPECT_TRUE(user->settings.forbid_filter_dlfunc);
  EXPECT_FALSE(user->settings.forbid_filter_lookup);
  EXPECT_FALSE(user->settings.forbid_filter_readfile);
  for (const char* name : {"system", "test"}) {
    const Result<Config> config = Read({"--profile", name}, home_);
    ASSERT_TRUE(config);
    EXPECT_FALSE(config->settings.forbid_filter_run) << name;
  }
}

TEST_F(Files, SettingsWinOverTheProfile) {
  const Result<Config> open =
      Read({"--set", "forbid_filter_run=no", "--profile=user"}, home_);
  ASSERT_TRUE(open);
  EXPECT_FALSE(open->settings.forbid_filter_run);
  EXPECT_TRUE(open->settings.forbid_filter_perl);
  Write(home_ + "/.config/trommel.toml",
        "[exim]\nprofile = 'test'\nforbid_filter_lookup = true\n");
  const Result<Config> file = Read({}, home_);
  ASSERT_TRUE(file) << file.error().text;
  EXPECT_FALSE(file->settings.forbid_filter_run);
  EXPECT_TRUE(file->settings.forbid_filter_lookup);
  const Result<Config> line = Read({"--profile", "user"}, home_);
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->settings.forbid_filter_run);
  const Result<Config> odd = Read({"--profile", "root"}, home_);
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().text,
            "unknown profile \"root\"; there are user, system and test");
}

TEST_F(Files, TheFirstThatExistsIsRead) {
  EXPECT_NE(FindConfig(home_).substr(0, home_.size()), home_);
  Write(home_ + "/.config/trommel.toml", "[exim]\ntimezone = 'A'\n");
  EXPECT_EQ(FindConfig(home_), home_ + "/.config/trommel.toml");
  const std::string xdg = MakeFolder();
  Write(xdg + "/trommel.toml", "");
  ::setenv("XDG_CONFIG_HOME", xdg.c_str(), 1);
  EXPECT_EQ(FindConfig(home_), xdg + "/trommel.toml");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_EQ(FindConfig(home_), home_ + "/.config/trommel.toml");
}

TEST_F(Files, TheCommandLineWinsOverTheFileOverTheDefault) {
  Write(home_ + "/.config/trommel.toml",
        "[exim]\ntimezone = 'A'\nqualify_domain = 'a.example'\n");
  Result<Config> config = Read({"--set", "timezone=B"}, home_);
  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->settings.timezone, "B");
  EXPECT_EQ(config->settings.qualify_domain, "a.example");
  EXPECT_EQ(config->OriginOf("timezone"), SettingOrigin::kCommandLine);
  EXPECT_EQ(config->OriginOf("qualify_domain"), SettingOrigin::kFile);
  EXPECT_EQ(config->OriginOf("headers_charset"), SettingOrigin::kDefault);
  EXPECT_EQ(config->file, home_ + "/.config/trommel.toml");
}

TEST_F(Files, TheOneAskedForReplacesTheOther) {
  Write(home_ + "/.config/trommel.toml", "[exim]\ntimezone = 'A'\n");
  const std::string other = Write(home_ + "/other", "# nothing\n");
  Result<Config> config = Read({"--config", other.c_str()}, home_);
  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->settings.timezone, "");
  EXPECT_EQ(config->file, other);
}

TEST_F(Files, WhatIsWrongIsNamed) {
  const std::string missing = home_ + "/missing";
  EXPECT_EQ(Read({"--config", missing.c_str()}, home_).error().code,
            Code::kNoInput);
  EXPECT_EQ(Read({"--config="}, home_).error().code, Code::kUsage);
  EXPECT_EQ(Read({"--set", "tmezone=x"}, home_).error().text,
            "unknown setting \"tmezone\"; did you mean timezone?");
  EXPECT_EQ(Read({"--set", "timezone"}, home_).error().text,
            "--set needs NAME=VALUE, not \"timezone\"");
}

}  // namespace
}  // namespace trommel
