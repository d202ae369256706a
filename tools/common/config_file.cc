// SPDX-License-Identifier: MIT
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_FLOAT_CHARCONV 1  // the other way brings in locales
#define TOML_ASSERT(condition) \
  static_cast<void>(0)  // it holds broken text to them
#include "tools/common/config_file.h"

#include <toml++/toml.h>

#include <algorithm>

#include "tools/common/json.h"

namespace trommel {
namespace {

/// Either takes any setting: the names say whose it is.
constexpr std::string_view kTables[] = {"exim", "sieve"};

std::string_view TableOf(std::string_view setting) {
  return setting.starts_with("sieve_") ? "[sieve]" : "[exim]";
}

Failure At(const std::string& name, const toml::source_region& where,
           std::string text) {
  return Err(Code::kUsage, name + ":" + std::to_string(where.begin.line) + ":" +
                               std::to_string(where.begin.column) + ": " +
                               std::move(text));
}

/// The value as --set would have it; kUsage for a list, a date, a table.
Result<std::string> TextOfNode(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) {
    return std::to_string(number->get());
  }
  if (const auto* flag = node.as_boolean()) {
    return std::string(flag->get() ? "true" : "false");
  }
  return Err(Code::kUsage, "a setting is a string, an integer, true or false");
}

Status SetNode(std::string_view key, const toml::node& node, Config* config) {
  const toml::table* entries = node.as_table();
  const vm::SettingRow* map = vm::FindSetting(key);
  if (entries != nullptr && map != nullptr && map->map) {
    for (const auto& [entry, value] : *entries) {
      TRY(SetNode(std::string(key) + "/" + std::string(entry.str()), value,
                  config));
    }
    return {};
  }
  TRY_ASSIGN(std::string value, TextOfNode(node));
  const vm::SettingRow* row = vm::FindSetting(key);
  if (row != nullptr && row->text != nullptr && node.is_boolean()) {
    return Err(Code::kUsage, "setting " + std::string(key) +
                                 " takes text in quotes, not " + value);
  }
  return SetByName(key, value, SettingOrigin::kFile, config);
}

}  // namespace

Status ParseConfig(std::string_view bytes, const std::string& name,
                   Config* config) {
  const toml::parse_result parsed = toml::parse(bytes, name);
  if (!parsed) {
    return At(name, parsed.error().source(),
              std::string(parsed.error().description()));
  }
  Config made = *config;
  for (const auto& [key, node] : parsed.table()) {
    const toml::table* table = node.as_table();
    if (table == nullptr ||
        std::ranges::find(kTables, key.str()) == std::end(kTables)) {
      const bool known = vm::FindSetting(key.str()) != nullptr;
      return At(
          name, key.source(),
          "unknown " + std::string(table ? "table" : "key") + " \"" +
              std::string(key.str()) + "\"" +
              (known ? "; it belongs under " + std::string(TableOf(key.str()))
                     : "; the tables are [exim] and [sieve]"));
    }
    for (const auto& [option, value] : *table) {
      Status set = SetNode(option.str(), value, &made);
      const bool unknown = vm::FindSetting(option.str()) == nullptr;
      if (!set) {
        return At(name, unknown ? option.source() : value.source(),
                  std::move(set.error().text));
      }
    }
  }
  *config = std::move(made);
  return {};
}

void AppendTomlSetting(const vm::Settings& settings, const vm::SettingRow& row,
                       std::string* out) {
  *out += row.name;
  *out += " = ";
  const std::string text = vm::TextOf(settings, row);
  if (row.text == nullptr) {
    *out += text;
  } else {
    AppendJsonString(text, out);  // JSON's escapes are TOML's
  }
}

}  // namespace trommel
