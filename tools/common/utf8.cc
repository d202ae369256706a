// SPDX-License-Identifier: MIT
#include "tools/common/utf8.h"

namespace trommel {
namespace {

struct Lead {
  uint32_t size;
  char32_t bits;
  char32_t least;  // smallest code that needs this size
};

Lead LeadOf(unsigned char byte) {
  if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

}  // namespace

Utf8Character DecodeUtf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  constexpr Utf8Character kInvalid{0xFFFD, 1, false};
  const Lead lead = LeadOf(first);
  if (lead.size == 0 || text.size() < lead.size) return kInvalid;
  char32_t code = lead.bits;
  for (uint32_t i = 1; i < lead.size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) return kInvalid;
    code = code << 6U | (byte & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < lead.least || code > 0x10FFFF || surrogate) return kInvalid;
  return {code, lead.size, true};
}

}  // namespace trommel
