// SPDX-License-Identifier: MIT
// PlaceWriter and FrameWriter: the tables that lead from code to source.
#pragma once

#include <cstdint>
#include <span>

#include "interp/base/inline_vector.h"
#include "interp/base/source.h"
#include "interp/program/container.h"

namespace trommel {

/// Writes the line table. Offsets mostly grow: a cursor walks the source once;
/// an offset before its line is looked up.
class PlaceWriter {
 public:
  explicit PlaceWriter(const SourceText& source) : source_(source) {}

  /// Instructions from now on belong to this byte offset.
  void At(uint32_t offset) {
    offset_ = offset;
    pending_ = true;
  }
  /// To be told before instruction `pc` is written.
  void Reach(uint32_t pc) {
    if (pending_) Write(pc);
  }
  std::span<const container::Line> lines() const { return lines_.all(); }

 private:
  void Write(uint32_t pc);
  LineColumn Locate(uint32_t offset);

  const SourceText& source_;
  InlineVector<container::Line, 16> lines_;
  uint32_t offset_ = 0;
  bool pending_ = false;
  uint32_t line_ = 1;  // of the cursor
  size_t line_start_ = 0;
  size_t read_ = 0;  // where the cursor looks for the next line end
};

/// Flattens nested frames into pieces that do not overlap, in order of code.
class FrameWriter {
 public:
  /// `text` and `command` are string constants.
  void Begin(uint32_t pc, uint32_t text, uint32_t command);
  /// Ends the innermost frame; nothing happens when none is open.
  void End(uint32_t pc);
  void Reserve(size_t count) { frames_.reserve(count); }
  bool open() const { return !stack_.empty(); }
  std::span<const container::Frame> frames() const { return frames_.all(); }

 private:
  void Cut(uint32_t pc);

  InlineVector<container::Frame, 8> frames_;
  InlineVector<container::Frame, 4> stack_;
  uint32_t begin_ = 0;
};

}  // namespace trommel
