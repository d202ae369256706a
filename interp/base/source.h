// SPDX-License-Identifier: MIT
// SourceText: a script's bytes with its name; places as line and column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/error.h"

namespace trommel {

/// Both count from 1; a column counts bytes.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

/// Owner of a script's bytes: one of the four owners (docs/ARCHITECTURE.md).
/// Every token and AST node views into it, so it outlives the compilation.
class SourceText {
 public:
  SourceText(std::string name, std::string bytes);

  /// The name used in messages, a path as the user gave it.
  const std::string& name() const { return name_; }
  std::string_view bytes() const { return bytes_; }

  /// Line and column of a byte offset; an offset past the end is the end.
  LineColumn Locate(uint32_t offset) const;
  /// The text of line `line` (from 1) without its line end.
  std::string_view Line(uint32_t line) const;

 private:
  std::string name_;
  std::string bytes_;
  mutable std::vector<uint32_t> line_starts_;  // built at the first Locate
};

}  // namespace trommel
