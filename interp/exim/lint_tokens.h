// SPDX-License-Identifier: MIT
// LintTokens: the strings of a filter as they are written, for warnings.
#pragma once

#include <string_view>

#include "interp/base/arena.h"
#include "interp/base/source.h"
#include "interp/exim/lexer.h"

namespace trommel::exim {

/// A word or quoted string with its bytes as they stand in the source.
struct RawToken {
  uint32_t at = 0;
  std::string_view text;  ///< without the quotes, escapes as written
  bool quoted = false;
};

/// Walks over all words and strings; brackets and what is broken are skipped.
class RawTokens {
 public:
  explicit RawTokens(const SourceText& source)
      : bytes_(source.bytes()), lexer_(source, arena_) {}
  /// False at the end.
  bool Next(RawToken* token);

 private:
  std::string_view bytes_;
  Arena arena_;
  Lexer lexer_;
};

/// Backslashes that are left of `count` in front of a byte when the filter has
/// been read: in quoted strings it takes each pair for one.
inline size_t AfterReading(size_t count, bool quoted) {
  return quoted ? count / 2 : count;
}

}  // namespace trommel::exim
