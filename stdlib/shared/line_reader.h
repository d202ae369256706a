// SPDX-License-Identifier: MIT
// LineReader: the lines of a lookup file, in memory that does not grow with it.
#pragma once

#include <cstdint>
#include <string>

#include "interp/base/result.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

/// Walks a file from its start. The file outlives the reader. Bytes are counted
/// as work of the run.
///
/// Example: while (true) { TRY_ASSIGN(bool more, lines.Next(&line)); … }
class LineReader {
 public:
  explicit LineReader(const LookupFile& file) : file_(file) {}
  /// The next line without its end, false after the last. A NUL hides the rest
  /// of its line and the line's end (as in Exim). kLimit for a line over
  /// limits::kValueBytes, a file over limits::kLookupFileBytes, or when the
  /// run has looked at too much.
  Result<bool> Next(std::string* line);
  /// Whether the last line had an end.
  bool ended() const { return ended_; }

 private:
  bool Fill();
  Status CheckBudget(size_t size) const;

  const LookupFile& file_;
  uint64_t offset_ = 0;
  std::string buffer_;
  size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace trommel::stdlib
