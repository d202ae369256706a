// SPDX-License-Identifier: MIT
#include "stdlib/shared/sql_row.h"

#include <string_view>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

bool NeedsQuotes(std::string_view value) {
  for (char c : value) {
    if (text::IsSpace(c)) return true;
  }
  return value.empty() || value.front() == '"';
}

}  // namespace

void AppendSqlField(const char* name, const char* value, std::string* out) {
  const std::string_view text = value != nullptr ? value : "<NULL>";
  *out += name;
  *out += '=';
  if (!NeedsQuotes(text)) {
    *out += text;
  } else {
    *out += '"';
    for (char c : text) {
      if (c == '"' || c == '\\') *out += '\\';
      *out += c;
    }
    *out += '"';
  }
  *out += ' ';
}

}  // namespace trommel::stdlib
