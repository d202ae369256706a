// SPDX-License-Identifier: MIT
#include "interp/vm/settings.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "interp/text/ascii.h"

namespace trommel::vm {
namespace {

constexpr SettingRow kRows[] = {
#define SETTING_TEXT(name, value, meaning) \
  {#name, meaning, &Settings::name, nullptr, nullptr},
#define SETTING_NUMBER(name, value, meaning) \
  {#name, meaning, nullptr, &Settings::name, nullptr},
#define SETTING_FLAG(name, value, meaning) \
  {#name, meaning, nullptr, nullptr, &Settings::name},
#define SETTING_MAP(name, meaning) \
  {#name, meaning, &Settings::name, nullptr, nullptr, true},
#include "interp/vm/settings.def"
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
#undef SETTING_MAP
};

constexpr std::string_view kUnits = "KMG";

bool ParseNumber(std::string_view text, int64_t* out) {
  int base = text.starts_with('0') && text.size() > 1 ? 8 : 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  const char* end = text.data() + text.size();
  int64_t number = 0;
  auto [at, failure] = std::from_chars(text.data(), end, number, base);
  if (failure != std::errc() || number < 0) return false;
  size_t shift = 0;
  if (at != end) {
    size_t unit = kUnits.find(text::Upper(*at++));
    if (unit == std::string_view::npos) return false;
    shift = 10 * (unit + 1);
  }
  if (at != end || number > (INT64_MAX >> shift)) return false;
  *out = number << shift;
  return true;
}

bool ParseFlag(std::string_view text, bool* out) {
  bool yes = text == "true" || text == "yes";
  if (!yes && text != "false" && text != "no") return false;
  *out = yes;
  return true;
}

Failure WrongKind(const SettingRow& row, std::string_view value,
                  std::string_view kind) {
  return Err(Code::kUsage, "setting " + std::string(row.name) + " takes " +
                               std::string(kind) + ", not \"" +
                               std::string(value) + "\"");
}

Status AddEntry(Settings* settings, const SettingRow& row, std::string_view key,
                std::string_view value) {
  constexpr std::string_view kSeparators("\t\n\0", 3);
  if (key.find_first_of(kSeparators) != key.npos ||
      value.find_first_of(kSeparators.substr(1)) != value.npos) {
    return WrongKind(row, value, "keys and values of one line");
  }
  std::string& map = settings->*row.text;
  map.append(key).append(1, '\t').append(value).append(1, '\n');
  return {};
}

}  // namespace

std::span<const SettingRow> SettingRows() { return kRows; }

std::string SettingName(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kEnds[] = {
      {"test_max_value", "test_score_max_value"},
      {"test_max_header", "test_score_max_header"}};
  if (!name.starts_with("sieve_")) return std::string(name);
  for (const auto& [old, now] : kEnds) {
    if (!name.ends_with(old)) continue;
    name.remove_suffix(old.size());
    return std::string(name) + std::string(now);
  }
  constexpr std::string_view kText = "test_text_value";
  const size_t at = name.find(kText);
  const size_t end = at + kText.size();
  if (at == name.npos || end == name.size() || name[end] == '/') {
    return std::string(name);
  }
  return std::string(name.substr(0, end)) + "/" + std::string(name.substr(end));
}

const SettingRow* FindSetting(std::string_view name) {
  const auto* found = std::ranges::find(kRows, name, &SettingRow::name);
  return found == std::end(kRows) ? nullptr : found;
}

Status Set(Settings* settings, const SettingRow& row, std::string_view value) {
  if (row.text != nullptr) {
    if (value.find('\0') != std::string_view::npos) {
      return WrongKind(row, value, "text without NUL bytes");
    }
    settings->*row.text = value;
    return {};
  }
  if (row.number != nullptr) {
    if (ParseNumber(value, &(settings->*row.number))) return {};
    return WrongKind(row, value, "a number like 500, 2K or 0x1F4");
  }
  if (ParseFlag(value, &(settings->*row.flag))) return {};
  return WrongKind(row, value, "true, false, yes or no");
}

Status Set(Settings* settings, std::string_view given, std::string_view value) {
  const std::string name = SettingName(given);
  const SettingRow* row = FindSetting(name);
  if (row != nullptr) return Set(settings, *row, value);
  const size_t slash = name.find('/');
  row = FindSetting(name.substr(0, slash));
  if (row != nullptr && row->map && slash != name.npos) {
    return AddEntry(settings, *row, std::string_view(name).substr(slash + 1),
                    value);
  }
  return Err(Code::kUsage, "unknown setting \"" + std::string(name) + "\"");
}

std::optional<std::string_view> MapEntry(std::string_view map,
                                         std::string_view key) {
  std::optional<std::string_view> found;
  EachMapEntry(map, [&](std::string_view name, std::string_view value) {
    if (name == key) found = value;
  });
  return found;
}

std::string TextOf(const Settings& settings, const SettingRow& row) {
  if (row.text != nullptr) return settings.*row.text;
  if (row.number != nullptr) return std::to_string(settings.*row.number);
  return settings.*row.flag ? "true" : "false";
}

}  // namespace trommel::vm
