// SPDX-License-Identifier: MIT
// ASCII-only character and string work: no locale, bytes above 0x7F untouched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trommel::text {

constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr char Upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}
constexpr bool IsAlpha(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }
constexpr bool IsAlnum(char c) { return IsAlpha(c) || IsDigit(c); }
/// Value of a hexadecimal digit, or -1.
constexpr int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  return Lower(c) >= 'a' && Lower(c) <= 'f' ? Lower(c) - 'a' + 10 : -1;
}
/// The byte that two hexadecimal digits at text[at] stand for, or -1.
constexpr int HexByte(std::string_view text, size_t at) {
  if (at + 2 > text.size()) return -1;
  int high = HexDigit(text[at]);
  int low = HexDigit(text[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string Lowered(std::string_view text);
std::string Uppered(std::string_view text);
/// Writes the lower-case form of `text` to out[0, text.size()).
void LowerInto(std::string_view text, char* out);

/// Caseless for A-Z only (comparator i;ascii-casemap, Exim's caseless tests).
bool EqualsCaseless(std::string_view a, std::string_view b);
bool StartsCaseless(std::string_view text, std::string_view prefix);
bool EndsCaseless(std::string_view text, std::string_view suffix);
/// Offset of the first occurrence of `needle` at or after `from`, or npos.
/// Linear on all inputs, which string_view::find is not.
size_t Find(std::string_view text, std::string_view needle, size_t from = 0);
/// Offset of the first caseless occurrence of `needle` at or after `from`, or
/// npos; an empty needle is found at once. Linear in practice (SIMD filter on
/// first and last byte), bytes are bytes (NUL allowed).
size_t FindCaseless(std::string_view text, std::string_view needle,
                    size_t from = 0);
/// Caseless three-way order, <0, 0, >0, over bytes lowered one by one.
int CompareCaseless(std::string_view a, std::string_view b);

/// Without leading and trailing IsSpace bytes.
std::string_view Trim(std::string_view text);

/// Length of the longest prefix of at most `limit` bytes that does not cut a
/// UTF-8 sequence.
size_t Utf8Prefix(std::string_view text, size_t limit);

}  // namespace trommel::text
