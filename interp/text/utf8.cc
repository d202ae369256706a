// SPDX-License-Identifier: MIT
// The well-formed sequences of RFC 3629 as a table.
#include "interp/text/utf8.h"

namespace trommel::text {
namespace {

/// Lead bytes, their sequence's length, and the range of the second byte.
struct Row {
  unsigned char first, last;
  uint8_t length;
  unsigned char low, high;
};

constexpr Row kRows[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

Utf8Step Follow(std::string_view rest, const Row& row) {
  unsigned char low = row.low;
  unsigned char high = row.high;
  for (uint8_t i = 1; i < row.length; ++i) {
    if (i >= rest.size()) return {i, false};
    auto byte = static_cast<unsigned char>(rest[i]);
    if (byte < low || byte > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {row.length, true};
}

}  // namespace

Utf8Step NextUtf8(std::string_view text, size_t at) {
  auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {1, true};
  for (const Row& row : kRows) {
    if (lead >= row.first && lead <= row.last)
      return Follow(text.substr(at), row);
  }
  return {1, false};
}

}  // namespace trommel::text
