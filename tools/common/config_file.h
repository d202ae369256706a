// SPDX-License-Identifier: MIT
// ConfigFile: trommel.toml, read and written.
#pragma once

#include <string>
#include <string_view>

#include "tools/common/config.h"

namespace trommel {

/// Reads the text of a trommel.toml called `name` in messages. Its one table is
/// [exim]: Exim's option names with a string, an integer or a boolean each,
/// e.g. `message_body_visible = "2K"`. All of it is judged before `config`
/// changes. kUsage "name:line:column: reason", with the nearest name for an
/// unknown table or option.
Status ParseConfig(std::string_view bytes, const std::string& name,
                   Config* config);

/// Appends `name = value` with the value as TOML has it: numbers and booleans
/// bare, text in quotes, bytes that are no UTF-8 as U+FFFD.
void AppendTomlSetting(const vm::Settings& settings, const vm::SettingRow& row,
                       std::string* out);

}  // namespace trommel
