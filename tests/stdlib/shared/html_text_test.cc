// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_text.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(HtmlText, KeepsTheWords) {
  struct Case {
    std::string_view html, text;
  };
  const Case kCases[] = {
      {"", ""},
      {"plain", "plain"},
      {"<p>a <b>b</b><br>&amp; c</p>", "a b & c "},
      {"a</b> b", "a  b"},
      {"a\t<b>b", "a\t b"},
      {"a<!-- <b> -->b", "ab"},
      {"<style>p { x }</style>a<SCRIPT src=x>if (a<b)</script >b", "a b"},
      {"<title>t</title>x<styles>y", "x y"},
      {"&lt;&gt;&quot;&apos;&nbsp;|", "<>\"' |"},
      {"&#65;&#x42;&#xe9;&#99999999;", "AB\xC3\xA9\xEF\xBF\xBD"},
      {"&;&x;&amp &#;&#x;&#zz;", "&;&x;&amp &#;&#x;&#zz;"},
      {"a<b", "a "},
      {"a<script>never closed", "a "},
      {"a<!-- never closed", "a"},
  };
  for (const Case& c : kCases) {
    Arena arena;
    EXPECT_EQ(HtmlText(c.html, &arena), c.text) << c.html;
  }
}

TEST(HtmlText, StaysLinear) {
  for (std::string_view piece : {"<", "&", "<script>", "<!--", "&#"}) {
    Arena arena;
    std::string html;
    while (html.size() < (1 << 20)) html += piece;
    EXPECT_LE(HtmlText(html, &arena).size(), html.size());
  }
}

}  // namespace
}  // namespace trommel::stdlib
