// SPDX-License-Identifier: MIT
#include "stdlib/shared/characters.h"

namespace trommel::stdlib {

size_t FirstCharacters(std::string_view text, size_t count) {
  size_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (starts && seen++ == count) return i;
  }
  return text.size();
}

}  // namespace trommel::stdlib
