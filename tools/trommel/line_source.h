// SPDX-License-Identifier: MIT
// LineSource: lines of a descriptor as `exim4 -be` reads them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace trommel {

/// Exim reads a line in pieces of 1,023 bytes and takes each for a line: a NUL
/// ends it, white space at its end goes; after a backslash there the next piece
/// follows without the white space at its beginning (Exim specification, -be).
class LineSource {
 public:
  static constexpr size_t kEximPiece = 1023;

  /// `before_waiting` is called when there is nothing left but what a read may
  /// wait for. A longer line than `piece` is several.
  LineSource(int descriptor, std::function<void()> before_waiting,
             size_t piece = kEximPiece)
      : descriptor_(descriptor),
        before_waiting_(std::move(before_waiting)),
        piece_(piece) {}

  /// Whether there was one; it is put into `line`.
  bool Next(std::string* line);

 private:
  std::string_view Piece();
  bool More();

  int descriptor_;
  std::function<void()> before_waiting_;
  size_t piece_;
  std::string bytes_;
  size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace trommel
