// SPDX-License-Identifier: MIT
// PlaceWriter and FrameWriter.
#include "interp/program/places.h"

#include <algorithm>

namespace trommel {

void PlaceWriter::Write(uint32_t pc) {
  pending_ = false;
  LineColumn place = Locate(offset_);
  if (!lines_.empty() && lines_.back().line == place.line &&
      lines_.back().column == place.column) {
    return;
  }
  lines_.push_back({pc, place.line, place.column});
}

LineColumn PlaceWriter::Locate(uint32_t offset) {
  std::string_view bytes = source_.bytes();
  size_t at = std::min<size_t>(offset, bytes.size());
  if (at < line_start_) return source_.Locate(offset);
  while (read_ < at) {
    const size_t end = bytes.substr(0, at).find('\n', read_);
    read_ = end < at ? end + 1 : at;
    if (end >= at) break;
    line_start_ = read_;
    ++line_;
  }
  return {line_, static_cast<uint32_t>(at - line_start_ + 1)};
}

void FrameWriter::Begin(uint32_t pc, uint32_t text, uint32_t command) {
  Cut(pc);
  stack_.push_back({0, 0, text, command});
}

void FrameWriter::End(uint32_t pc) {
  Cut(pc);
  if (!stack_.empty()) stack_.pop_back();
}

void FrameWriter::Cut(uint32_t pc) {
  if (!stack_.empty() && begin_ < pc) {
    const container::Frame& inner = stack_.back();
    if (!frames_.empty() && frames_.back().end == begin_ &&
        frames_.back().text == inner.text &&
        frames_.back().command == inner.command) {
      frames_.back().end = pc;
    } else {
      frames_.push_back({begin_, pc, inner.text, inner.command});
    }
  }
  begin_ = pc;
}

}  // namespace trommel
