// SPDX-License-Identifier: MIT
// Reading corners.txt.
#include "tests/pcre/corners.h"

namespace trommel::pcre {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

/// The bytes of `<0D0A>` at `at`, or nothing; `*end` is behind it.
std::string HexBytes(std::string_view text, size_t at, size_t* end) {
  size_t close = text.find_first_not_of(kHex, at + 1);
  bool hex = close != std::string_view::npos && text[close] == '>' &&
             (close - at) % 2 == 1;
  std::string bytes;
  for (size_t i = at + 1; hex && i < close; i += 2) {
    bytes +=
        static_cast<char>(kHex.find(text[i]) * 16 + kHex.find(text[i + 1]));
  }
  *end = close + 1;
  return bytes;
}

std::string Decoded(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t end = 0;
    std::string bytes;
    if (text[at] == '<') bytes = HexBytes(text, at, &end);
    if (bytes.empty()) {
      out += text[at++];
      continue;
    }
    out += bytes;
    at = end;
  }
  return out;
}

}  // namespace

std::vector<Case> ParseCorners(std::string_view text) {
  std::vector<Case> cases;
  while (!text.empty()) {
    size_t length = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    size_t tab = line.find('\t');
    if (line.starts_with("# ") || tab == std::string_view::npos) continue;
    Case test{.pattern = Decoded(line.substr(0, tab)),
              .subject = Decoded(line.substr(tab + 1))};
    cases.push_back(test);
    test.caseless = true;
    cases.push_back(std::move(test));
  }
  return cases;
}

}  // namespace trommel::pcre
