// SPDX-License-Identifier: MIT
// Utf8: one character after the other out of bytes that may not be UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

namespace trommel {

/// A character and how many bytes it took. `valid` is false for a byte that
/// starts no well-formed sequence (overlong, surrogate, cut short); its size is
/// then 1.
struct Utf8Character {
  char32_t code = 0;
  uint32_t size = 1;
  bool valid = true;
};

/// The character at the start of `text`, which is not empty.
Utf8Character DecodeUtf8(std::string_view text);

/// U+FFFD, what stands for an invalid byte.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace trommel
