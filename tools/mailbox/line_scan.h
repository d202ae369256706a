// SPDX-License-Identifier: MIT
// Finds the few lines of a text that start in an interesting way, fast.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trommel::mailbox {

/// Offset, at or after `from`, of the first LF that is followed by one of
/// `starts` or that is the last byte of `text`; text.size() when there is none.
/// Sixteen bytes at a time, in whatever vectors the target has.
/// Example: FindLine("ab\ncd\n>e", 0, std::array{'>', 'F'}) is 5.
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

}  // namespace trommel::mailbox
