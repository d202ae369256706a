// SPDX-License-Identifier: MIT
#include "interp/text/casefold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <array>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/utf8.h"

namespace trommel::text {
namespace {

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

uint32_t CodePoint(std::string_view character) {
  uint32_t point = static_cast<unsigned char>(character[0]);
  if (character.size() > 1) point &= 0xFFU >> (character.size() + 1);
  for (char c : character.substr(1)) {
    point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return point;
}

/// Appends what one character that is not ASCII becomes.
void AppendMapped(std::string_view character, std::string* out) {
  const auto title = static_cast<uint32_t>(
      u_totitle(static_cast<UChar32>(CodePoint(character))));
  std::array<UChar, 64> units{};
  UErrorCode failure = U_ZERO_ERROR;
  const UNormalizer2* nfkd = unorm2_getNFKDInstance(&failure);
  const int32_t count =
      U_FAILURE(failure)
          ? -1
          : unorm2_getDecomposition(nfkd, static_cast<UChar32>(title),
                                    units.data(), units.size(), &failure);
  if (count < 0 || U_FAILURE(failure)) {
    AppendUtf8(title, out);
    return;
  }
  for (int32_t at = 0; at < count;) {
    UChar32 point = 0;
    U16_NEXT(units.data(), at, count, point);
    AppendUtf8(static_cast<uint32_t>(point), out);
  }
}

/// Calls visit(character) for each of a text that is UTF-8.
template <class Visit>
void EachCharacter(std::string_view text, const Visit& visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = NextUtf8(text, at).length;
    visit(text.substr(at, length));
    at += length;
  }
}

void AppendAny(std::string_view character, std::string* out) {
  if (IsAscii(character[0])) {
    *out += Upper(character[0]);
  } else {
    AppendMapped(character, out);
  }
}

}  // namespace

std::string UnicodeCasemap(std::string_view text) {
  if (!IsUtf8(text)) return std::string(text);
  std::string out;
  EachCharacter(text, [&](std::string_view c) { AppendAny(c, &out); });
  return out;
}

std::string UnicodeCasemapGlob(std::string_view pattern) {
  if (!IsUtf8(pattern)) return std::string(pattern);
  std::string out;
  std::string mapped;
  EachCharacter(pattern, [&](std::string_view character) {
    if (IsAscii(character[0])) {
      out += Upper(character[0]);
      return;
    }
    mapped.clear();
    AppendMapped(character, &mapped);
    for (char c : mapped) {
      if (c == '*' || c == '?' || c == '\\') out += '\\';
      out += c;
    }
  });
  return out;
}

Casemapped::Casemapped(std::string_view source) : source_size_(source.size()) {
  const bool known = IsUtf8(source);
  for (size_t at = 0; at < source.size();) {
    const size_t length = known ? NextUtf8(source, at).length : 1;
    const size_t begin = text.size();
    if (known) {
      AppendAny(source.substr(at, length), &text);
    } else {
      text += source[at];
    }
    const size_t made = text.size() - begin;
    for (size_t i = 0; i < made; ++i) {
      lengths.push_back(static_cast<uint8_t>(made - i));
      sources_.push_back(static_cast<uint32_t>(at));
    }
    at += length;
  }
}

size_t Casemapped::SourceOf(size_t at) const {
  const bool inside =
      at > 0 && at < text.size() && sources_[at] == sources_[at - 1];
  if (inside) at += lengths[at];
  return at < text.size() ? sources_[at] : source_size_;
}

}  // namespace trommel::text
