// SPDX-License-Identifier: MIT
// One step through bytes that may or may not be UTF-8 (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trommel::text {

/// What stands at an offset: a whole sequence, or a piece that is none.
struct Utf8Step {
  uint8_t length = 1;  ///< bytes to go on; at least 1
  /// False for a stray byte or the longest start of a sequence that breaks off
  /// (Unicode's "maximal subpart", one U+FFFD each).
  bool valid = false;
};

/// Looks at text[at]; `at` must be below text.size(). Surrogates and overlong
/// forms are invalid.
/// Example: NextUtf8("\xC3\xA9", 0) gives {2, true}.
Utf8Step NextUtf8(std::string_view text, size_t at);

}  // namespace trommel::text
