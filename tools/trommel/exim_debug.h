// SPDX-License-Identifier: MIT
// EximDebug: Exim's debugging output, line by line as Exim breaks it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tools/common/output.h"

namespace trommel {

/// Collects pieces and writes them when one ends in a newline. What Exim 4.96
/// does with pieces that are awkward is done too: of a text that no longer fits
/// into its buffer the rest is lost, and the lines after a newline inside a
/// piece begin with as many of the first bytes of the buffer as blanks were put
/// in by Indented(). At most kMost bytes are written, since conditions joined
/// by `and` or `or` are printed again for each.
///
/// Example: Indented("Condition is true: "); Text("a is a"); Indented("\n").
class EximDebug {
 public:
  static constexpr size_t kMost = size_t{8} << 20;

  /// `out` outlives it.
  explicit EximDebug(Output* out) : out_(out) {}

  void Text(std::string_view piece);
  /// A blank, then the piece.
  void Indented(std::string_view piece);
  /// So many blanks, each a piece.
  void Blanks(size_t count);
  /// Whether nothing is written any more.
  bool full() const { return written_ >= kMost; }

 private:
  void Add(std::string_view piece);
  void Cut();
  void Write();
  void RepeatPrefix();

  Output* out_;
  std::string buffer_;
  size_t prefix_ = 0;  // bytes that lines inside a piece begin with
  size_t written_ = 0;
};

}  // namespace trommel
