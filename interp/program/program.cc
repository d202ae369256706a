// SPDX-License-Identifier: MIT
// Program: what a loaded program knows about itself.
#include "interp/program/program.h"

#include <sys/mman.h>

#include <algorithm>

#include "interp/program/builder.h"
#include "interp/program/storage.h"

namespace trommel {

Program::Storage::Storage(std::string bytes_in)
    : owned(std::move(bytes_in)), bytes(owned) {}

Program::Storage::Storage(void* mapping_in, size_t size)
    : mapping(mapping_in), bytes(static_cast<const char*>(mapping_in), size) {}

/// The builder has made sure that they can be written.
std::string_view Program::Storage::Bytes() {
  std::call_once(written, [this] {
    if (!unwritten) return;
    Result<std::string> made = container::Write(parts);
    if (made) owned = std::move(*made);
    bytes = owned;
  });
  return bytes;
}

Program::Storage::~Storage() {
  if (mapping != nullptr) munmap(mapping, bytes.size());
}

Program::Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

Language Program::language() const {
  return static_cast<Language>(storage_->parts.language);
}

std::string_view Program::source_name() const {
  return storage_->parts.source_name;
}

uint64_t Program::source_hash() const { return storage_->parts.source_hash; }

uint32_t Program::source_size() const { return storage_->parts.source_size; }

bool Program::MatchesSource(std::string_view source) const {
  return source.size() == source_size() && HashSource(source) == source_hash();
}

CodePlace Program::PlaceOf(uint32_t pc) const {
  auto lines = storage_->parts.lines;
  auto after = std::ranges::upper_bound(lines, pc, {}, &container::Line::pc);
  if (after == lines.begin()) return {};
  const container::Line& line = *std::prev(after);
  return {line.line, line.column};
}

CodeFrame Program::FrameOf(uint32_t pc) const {
  const container::Parts& parts = storage_->parts;
  auto after =
      std::ranges::upper_bound(parts.frames, pc, {}, &container::Frame::begin);
  if (after == parts.frames.begin()) return {};
  const container::Frame& frame = *std::prev(after);
  if (pc >= frame.end) return {};
  return {parts.Text(frame.text), parts.Text(frame.command)};
}

std::string_view Program::bytes() const { return storage_->Bytes(); }

}  // namespace trommel
