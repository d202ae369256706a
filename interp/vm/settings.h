// SPDX-License-Identifier: MIT
// Settings: the Exim options that change what a filter means, under Exim's
// names. Defaults are Debian's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::vm {

/// Values for one engine or run; owns its strings. An empty primary_hostname or
/// qualify_domain means: ask Host::HostName() (qualify_domain defaults to
/// primary_hostname, qualify_recipient to qualify_domain).
struct Settings {
#define SETTING_TEXT(name, value, meaning) std::string name = value;
#define SETTING_NUMBER(name, value, meaning) int64_t name = value;
#define SETTING_FLAG(name, value, meaning) bool name = value;
#define SETTING_MAP(name, meaning) std::string name;
#include "interp/vm/settings.def"
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
#undef SETTING_MAP
};

/// One row of settings.def. Exactly one of the pointers is set: its kind.
struct SettingRow {
  std::string_view name;
  std::string_view meaning;
  std::string Settings::*text = nullptr;
  int64_t Settings::*number = nullptr;
  bool Settings::*flag = nullptr;
  /// A text of lines "key, tab, value"; set by "name/key", too.
  bool map = false;
};

/// All of them, in the order of settings.def.
std::span<const SettingRow> SettingRows();
/// The row of that name, or null.
const SettingRow* FindSetting(std::string_view name);
/// The name of today for one of Pigeonhole 2.3, else `name` itself:
/// "sieve_virustest_text_value5" is "sieve_virustest_text_value/5".
std::string SettingName(std::string_view name);

/// Sets one from the text that Exim's configuration would have: numbers are
/// decimal, octal (0…) or hexadecimal (0x…) and take K, M and G; flags take
/// true, false, yes, no. kUsage says what the row takes.
Status Set(Settings* settings, const SettingRow& row, std::string_view value);
/// The same by name: Set(&s, "message_body_visible", "2K"). "name/key" sets one
/// entry of a map. kUsage for an unknown name.
Status Set(Settings* settings, std::string_view name, std::string_view value);

/// The value of `key` in the text of a map, the last one given; absent: none.
/// Example: MapEntry(settings.sieve_environment, "color").
std::optional<std::string_view> MapEntry(std::string_view map,
                                         std::string_view key);
/// Calls visit(key, value) for each entry of a map, in order.
template <class Visit>
void EachMapEntry(std::string_view map, const Visit& visit) {
  while (!map.empty()) {
    const std::string_view line = map.substr(0, map.find('\n'));
    map.remove_prefix(line.size() < map.size() ? line.size() + 1 : map.size());
    const size_t tab = line.find('\t');
    if (tab != line.npos) visit(line.substr(0, tab), line.substr(tab + 1));
  }
}

/// The value as Set would read it: "500", "true", "example.org".
std::string TextOf(const Settings& settings, const SettingRow& row);

}  // namespace trommel::vm
