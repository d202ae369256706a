// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_words.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

constexpr size_t kWord = 67;

bool IsCoded(char c) {
  constexpr std::string_view kSpecials = "\"(),.:;<=>?@[]_\\";
  auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x7F ||
         kSpecials.find(c) != std::string_view::npos;
}

void AppendCoded(char c, std::string* out) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  auto byte = static_cast<unsigned char>(c);
  if (c == ' ') {
    *out += '_';
  } else if (IsCoded(c)) {
    *out += '=';
    *out += kDigits[byte >> 4U];
    *out += kDigits[byte & 15U];
  } else {
    *out += c;
  }
}

bool Prints(char c) {
  auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte < 0x7F);
}

}  // namespace

bool NeedsWords(std::string_view text) {
  return std::any_of(text.begin(), text.end(), IsCoded);
}

std::string EncodeWords(std::string_view text, std::string_view charset) {
  const std::string start = "=?" + std::string(charset) + "?Q?";
  std::string out = start;
  size_t word = out.size();
  bool odd = false;
  for (char c : text) {
    if (out.size() - word > kWord && !odd) {
      out += "?= ";
      word = out.size();
      out += start;
    }
    AppendCoded(c, &out);
    odd = c != ' ' && IsCoded(c) && !odd;
  }
  return out + "?=";
}

std::string Phrase(std::string_view name, std::string_view charset) {
  constexpr std::string_view kQuoted = ".@,:;<>[]\\";
  while (!name.empty() && text::IsSpace(name.front())) name.remove_prefix(1);
  if (!std::all_of(name.begin(), name.end(), Prints)) {
    return EncodeWords(name, charset);
  }
  const bool quote = name.find_first_of(kQuoted) != std::string_view::npos;
  return quote ? "\"" + std::string(name) + "\"" : std::string(name);
}

}  // namespace trommel::stdlib::exim
