// SPDX-License-Identifier: MIT
#include "tools/common/width.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "interp/text/utf8.h"

namespace trommel {
namespace {

struct Block {
  uint32_t last;
  uint8_t columns;
};

// Each row reaches from the end of the one before. Order is by `last`.
constexpr auto kBlocks = std::to_array<Block>(
    {{0x02FF, 1},  {0x036F, 0},  {0x10FF, 1},  {0x115F, 2},  {0x200A, 1},
     {0x200F, 0},  {0x20CF, 1},  {0x20FF, 0},  {0x2E7F, 1},  {0x303E, 2},
     {0x3040, 1},  {0xA4CF, 2},  {0xABFF, 1},  {0xD7A3, 2},  {0xF8FF, 1},
     {0xFAFF, 2},  {0xFDFF, 1},  {0xFE0F, 0},  {0xFE1F, 1},  {0xFE2F, 0},
     {0xFE6F, 2},  {0xFEFE, 1},  {0xFEFF, 0},  {0xFF60, 2},  {0xFFDF, 1},
     {0xFFE6, 2},  {0x1F2FF, 1}, {0x1F64F, 2}, {0x1F67F, 1}, {0x1F6FF, 2},
     {0x1F8FF, 1}, {0x1FAFF, 2}, {0x1FFFF, 1}, {0x3FFFD, 2}, {0xE00FF, 1},
     {0xE01EF, 0}, {0x10FFFF, 1}});

// The code point of one valid sequence.
uint32_t CodePoint(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return first;
  uint32_t code = first & (0x7FU >> sequence.size());
  for (char c : sequence.substr(1)) {
    code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

size_t ColumnsOfOne(std::string_view sequence) {
  const uint32_t code = CodePoint(sequence);
  return std::lower_bound(kBlocks.begin(), kBlocks.end(), code,
                          [](const Block& block, uint32_t wanted) {
                            return block.last < wanted;
                          })
      ->columns;
}

}  // namespace

size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t length = text::NextUtf8(text, at).length;
    columns += ColumnsOfOne(text.substr(at, length));
    at += length;
  }
  return columns;
}

std::string_view FirstColumns(std::string_view text, size_t columns) {
  size_t at = 0;
  for (size_t used = 0; at < text.size();) {
    const size_t length = text::NextUtf8(text, at).length;
    used += ColumnsOfOne(text.substr(at, length));
    if (used > columns) break;
    at += length;
  }
  return text.substr(0, at);
}

}  // namespace trommel
