// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_json.h"

#include <algorithm>
#include <string>

#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

Error Missing(char bracket, std::string_view what) {
  return {
      Code::kRun,
      std::string("missing '") + bracket + "' wrapping " + std::string(what),
      {}};
}

}  // namespace

Result<std::string_view> UnwrapJson(std::string_view text, const JsonWrap& wrap,
                                    std::string_view* rest) {
  text = TrimLeft(text);
  if (!text.starts_with(wrap.open)) return Err(Missing(wrap.open, wrap.what));
  text.remove_prefix(1);
  size_t depth = 1;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == wrap.close) {
      if (--depth > 0) continue;
      if (rest != nullptr) *rest = text.substr(at + 1);
      return text.substr(0, at);
    } else if (text[at] == wrap.open) {
      ++depth;
    }
  }
  return Err(Missing(wrap.close, wrap.what));
}

std::optional<std::string_view> NextJson(std::string_view* rest) {
  const std::string_view text = TrimLeft(*rest);
  int64_t arrays = 0;
  int64_t objects = 0;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',' && arrays == 0 && objects == 0) break;
    arrays += c == '[' ? 1 : c == ']' ? -1 : 0;
    objects += c == '{' ? 1 : c == '}' ? -1 : 0;
  }
  *rest = text.substr(std::min(at + 1, text.size()));
  if (at == 0) return std::nullopt;
  return text.substr(0, at);
}

}  // namespace trommel::stdlib::exim
