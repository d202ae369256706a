// SPDX-License-Identifier: MIT
// Compares sixteen bytes with LF, and those after them with the starts.
#include "tools/mailbox/line_scan.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace trommel::mailbox {
namespace {

template <size_t kSize>
size_t FindLine(std::string_view text, size_t from,
                const std::array<char, kSize>& starts) {
  using Vector [[gnu::vector_size(16)]] = char;
  using Words [[gnu::vector_size(16)]] = uint64_t;
  const char* data = text.data();
  const size_t size = text.size();
  size_t at = from;
  for (; at + sizeof(Vector) < size; at += sizeof(Vector)) {
    Vector here;
    Vector next;
    std::memcpy(&here, data + at, sizeof(here));
    std::memcpy(&next, data + at + 1, sizeof(next));
    Vector start = {};
    for (char c : starts) start |= next == c;
    Words hits = (Words)(start & (here == '\n'));
    if ((hits[0] | hits[1]) != 0) break;
  }
  for (; at < size; ++at) {
    if (data[at] != '\n') continue;
    if (at + 1 == size) return at;
    for (char c : starts) {
      if (data[at + 1] == c) return at;
    }
  }
  return size;
}

}  // namespace

size_t FindHeaderLine(std::string_view text, size_t from) {
  return FindLine(text, from, std::array{'\n', '\r', 'C', 'c'});
}

size_t FindBodyLine(std::string_view text, size_t from) {
  return FindLine(text, from, std::array{'F', '>'});
}

}  // namespace trommel::mailbox
