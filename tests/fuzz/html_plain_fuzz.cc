// SPDX-License-Identifier: MIT
// Fuzzes HtmlFeed and HtmlPlain: pieces stay small, text stays UTF-8, grows
// with the document at most and loses no letters where there are no tags.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "stdlib/shared/html_feed.h"
#include "stdlib/shared/html_plain.h"

namespace {

size_t Letters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), trommel::text::IsAlnum));
}

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  size_t fed = 0;
  trommel::stdlib::HtmlFeed feed(html);
  for (trommel::stdlib::HtmlPiece piece; feed.Next(&piece);) {
    Require(piece.text.size() < 5 * 1024);
    Require(piece.text.find('\0') == std::string::npos);
    fed += piece.text.size();
  }
  // "<p>" is passed on as it is, "&" as "&amp;", "<body>" as "<div></div>".
  Require(fed <= 5 * size + (size / 4096 + 1) * 16 + 16);
  const trommel::Result<std::string> plain = trommel::stdlib::HtmlPlain(html);
  Require(plain.has_value());
  Require(trommel::text::IsUtf8(*plain));
  if (html.find_first_of("<&") == html.npos) {
    Require(Letters(*plain) == Letters(html));
  }
  // A byte that is no UTF-8 takes three, "<p>x" an empty line.
  Require(plain->size() <= 4 * size + 4);
  return 0;
}
