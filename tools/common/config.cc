// SPDX-License-Identifier: MIT
#include "tools/common/config.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "tools/common/config_file.h"
#include "tools/common/file.h"
#include "tools/common/nearest.h"

namespace trommel {
namespace {

struct Profile {
  std::string_view name;
  std::string_view forbids[4];
};
constexpr Profile kProfiles[] = {
    {"user",
     {"forbid_filter_dlfunc", "forbid_filter_perl", "forbid_filter_readsocket",
      "forbid_filter_run"}},
    {"system", {}},
    {"test", {}},
};

constexpr std::string_view kFileName = "/trommel.toml";

bool Exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

size_t IndexOf(const vm::SettingRow& row) {
  return static_cast<size_t>(&row - vm::SettingRows().data());
}

Failure Unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const vm::SettingRow& row : vm::SettingRows()) names.push_back(row.name);
  std::string text = "unknown setting \"" + std::string(name) + "\"";
  const std::string_view near = Nearest(name, names);
  if (!near.empty()) text += "; did you mean " + std::string(near) + "?";
  return Err(Code::kUsage, std::move(text));
}

}  // namespace

SettingOrigin Config::OriginOf(std::string_view name) const {
  const vm::SettingRow* row = vm::FindSetting(name);
  return row == nullptr ? SettingOrigin::kDefault : origins[IndexOf(*row)];
}

Status ApplyProfile(std::string_view otherwise, Config* config) {
  std::string_view name = config->settings.profile;
  if (name.empty()) name = otherwise;
  const auto* profile = std::ranges::find(kProfiles, name, &Profile::name);
  if (profile == std::end(kProfiles)) {
    return Err(Code::kUsage, "unknown profile \"" + std::string(name) +
                                 "\"; there are user, system and test");
  }
  for (std::string_view forbidden : profile->forbids) {
    if (forbidden.empty()) continue;
    const vm::SettingRow* row = vm::FindSetting(forbidden);
    if (config->origins[IndexOf(*row)] != SettingOrigin::kDefault) continue;
    config->settings.*row->flag = true;
  }
  return {};
}

std::string FindConfig(const std::string& home) {
  const char* folder = std::getenv("XDG_CONFIG_HOME");
  std::string path;
  if (folder != nullptr && *folder == '/') {
    path = folder;
  } else if (!home.empty()) {
    path = home + "/.config";
  }
  for (std::string_view place : {std::string_view(path), {"/etc"}}) {
    if (place.empty()) continue;
    std::string file(place);
    file += kFileName;
    if (Exists(file)) return file;
  }
  return {};
}

Status ReadConfigFile(std::optional<std::string_view> path,
                      const std::string& home, Config* config) {
  std::string file = path ? std::string(*path) : FindConfig(home);
  if (file.empty()) {
    if (!path) return {};
    return Err(Code::kUsage, "--config needs the name of a file");
  }
  TRY_ASSIGN(FileBytes bytes, FileBytes::Read(file));
  TRY(ParseConfig(bytes.view(), file, config));
  config->file = std::move(file);
  return {};
}

Status SetByName(std::string_view given, std::string_view value,
                 SettingOrigin origin, Config* config) {
  const std::string name = vm::SettingName(given);
  const vm::SettingRow* row = vm::FindSetting(name.substr(0, name.find('/')));
  if (row == nullptr) return Unknown(given);
  TRY(vm::Set(&config->settings, name, value));
  config->origins[IndexOf(*row)] = origin;
  return {};
}

Status ApplySetting(std::string_view word, Config* config) {
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos) {
    return Err(Code::kUsage,
               "--set needs NAME=VALUE, not \"" + std::string(word) + "\"");
  }
  return SetByName(word.substr(0, equals), word.substr(equals + 1),
                   SettingOrigin::kCommandLine, config);
}

Result<Config> ReadConfig(const Arguments& arguments, const std::string& home) {
  Config config;
  TRY(ReadConfigFile(arguments.Get("config"), home, &config));
  for (std::string_view word : arguments.All("set")) {
    TRY(ApplySetting(word, &config));
  }
  if (auto profile = arguments.Get("profile")) {
    TRY(SetByName("profile", *profile, SettingOrigin::kCommandLine, &config));
  }
  TRY(ApplyProfile("user", &config));
  return config;
}

}  // namespace trommel
