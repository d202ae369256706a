// SPDX-License-Identifier: MIT
// Config: the settings of one run, from trommel.toml and --set, and where each
// comes from.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "interp/vm/settings.h"
#include "tools/common/options.h"

namespace trommel {

/// Who gave a setting its value; a later one wins.
enum class SettingOrigin : uint8_t { kDefault, kFile, kCommandLine };

/// Number of rows in settings.def.
inline constexpr size_t kSettings = 0
#define SETTING_TEXT(name, value, meaning) +1
#define SETTING_NUMBER(name, value, meaning) +1
#define SETTING_FLAG(name, value, meaning) +1
#define SETTING_MAP(name, meaning) +1
#include "interp/vm/settings.def"
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
#undef SETTING_MAP
    ;

/// Owns its strings.
struct Config {
  vm::Settings settings;
  /// In the order of vm::SettingRows().
  std::array<SettingOrigin, kSettings> origins{};
  std::string file;  ///< the trommel.toml that was read; empty: none

  SettingOrigin OriginOf(std::string_view name) const;
};

inline constexpr Option kConfigOption = {
    0, "config", "FILE", "settings in TOML, instead of ~/.config/trommel.toml"};
inline constexpr Option kSetOption = {
    's', "set", "NAME=VALUE", "an Exim option, e.g. message_body_visible=2K"};

inline constexpr Option kProfileOption = {
    0, "profile", "NAME", "what filters may do: user, system or test"};

/// Forbids what the profile does (setting profile, else `otherwise`), as far as
/// no forbid_filter_… was set. user: run, readsocket, perl and dlfunc; system
/// and test: nothing. kUsage for a profile of another name.
Status ApplyProfile(std::string_view otherwise, Config* config);

/// Where a configuration is looked for when none is asked for: trommel.toml in
/// $XDG_CONFIG_HOME (else `home`/.config), then /etc/trommel.toml. The first
/// that exists; empty if none does.
std::string FindConfig(const std::string& home);

/// Reads `path`, or what FindConfig finds. kUsage "file:line:column: reason";
/// kNoInput for a file that cannot be read.
Status ReadConfigFile(std::optional<std::string_view> path,
                      const std::string& home, Config* config);

/// Sets one of NAME=VALUE as --set has it. kUsage with the nearest name.
Status ApplySetting(std::string_view word, Config* config);

/// Sets one by name. kUsage with the nearest name for an unknown one.
Status SetByName(std::string_view name, std::string_view value,
                 SettingOrigin origin, Config* config);

/// All of it: --config or the file found, then --set from left to right, then
/// --profile; without any, the profile is user.
Result<Config> ReadConfig(const Arguments& arguments, const std::string& home);

}  // namespace trommel
