// SPDX-License-Identifier: MIT
#include "interp/vm/settings.h"

#include <charconv>

#include "interp/text/ascii.h"

namespace trommel::vm {
namespace {

bool ParseNumber(std::string_view text, int64_t* out) {
  const char* end = text.data() + text.size();
  auto [at, failure] = std::from_chars(text.data(), end, *out);
  if (failure != std::errc() || *out < 0) return false;
  int shift = 0;
  if (at != end) {
    char unit = text::Upper(*at++);
    if (unit != 'K' && unit != 'M') return false;
    shift = unit == 'K' ? 10 : 20;
  }
  if (at != end || *out > (INT64_MAX >> shift)) return false;
  *out <<= shift;
  return true;
}

bool ParseFlag(std::string_view text, bool* out) {
  if (text == "true" || text == "yes") return *out = true;
  *out = false;
  return text == "false" || text == "no";
}

Failure WrongKind(std::string_view name, std::string_view value,
                  std::string_view kind) {
  return Err(Code::kUsage, "setting " + std::string(name) + " takes " +
                               std::string(kind) + ", not \"" +
                               std::string(value) + "\"");
}

}  // namespace

Status Set(Settings* settings, std::string_view name, std::string_view value) {
#define SETTING_TEXT(key, initial, meaning) \
  if (name == #key) {                       \
    settings->key = value;                  \
    return {};                              \
  }
#define SETTING_NUMBER(key, initial, meaning)           \
  if (name == #key) {                                   \
    if (ParseNumber(value, &settings->key)) return {};  \
    return WrongKind(name, value, "a number like 500"); \
  }
#define SETTING_FLAG(key, initial, meaning)          \
  if (name == #key) {                                \
    if (ParseFlag(value, &settings->key)) return {}; \
    return WrongKind(name, value, "true or false");  \
  }
#include "interp/vm/settings.def"
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
  return Err(Code::kUsage, "unknown setting \"" + std::string(name) + "\"");
}

}  // namespace trommel::vm
