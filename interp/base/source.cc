// SPDX-License-Identifier: MIT
#include "interp/base/source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace trommel {

SourceText::SourceText(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)) {}

LineColumn SourceText::Locate(uint32_t offset) const {
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (size_t at = bytes_.find('\n'); at != std::string::npos;
         at = bytes_.find('\n', at + 1)) {
      line_starts_.push_back(static_cast<uint32_t>(at + 1));
    }
  }
  offset = std::min(offset, static_cast<uint32_t>(bytes_.size()));
  auto next =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  auto line = static_cast<uint32_t>(next - line_starts_.begin());
  return {line, offset - line_starts_[line - 1] + 1};
}

std::string_view SourceText::Line(uint32_t line) const {
  Locate(0);
  if (line == 0 || line > line_starts_.size()) return {};
  std::string_view rest = bytes();
  rest.remove_prefix(line_starts_[line - 1]);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

}  // namespace trommel
