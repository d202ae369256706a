// SPDX-License-Identifier: MIT
// LineSource: lines of a descriptor as `exim4 -be` reads them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
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
  /// wait for, which that of a file never does. A longer line than `piece` is
  /// several.
  LineSource(int descriptor, std::function<void()> before_waiting,
             size_t piece = kEximPiece);

  /// The next line, good until the next call; nothing at the end.
  std::optional<std::string_view> Next();

 private:
  std::string_view Piece();
  bool More();

  int descriptor_;
  std::function<void()> before_waiting_;
  size_t piece_;
  bool waits_;
  std::string bytes_;
  std::string line_;  // of several pieces
  size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace trommel
