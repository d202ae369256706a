// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_plain.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

struct Case {
  std::string_view in, out;
};

TEST(HtmlPlain, IsWhatAReaderSees) {
  const Case kCases[] = {
      {"", ""},
      {"plain", "plain\n"},
      {"<h1>A</h1><p>b<br>c &amp; d</p>", "A\n\nb\nc & d\n"},
      {" a \n b\t<b>c</b> ", "a b c\n"},
      {"a<br><br>b", "a\n\nb\n"},
      {"<p>a</p>\n\n<p>b</p>", "a\n\nb\n"},
      {"<div>a</div><div>b</div>", "a\nb\n"},
      {"<ul><li>a<li>b</ul>c", "* a\n* b\n\nc\n"},
      {"<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
       "1 2\n3\n"},
      {"<pre>x\n  y</pre>z", "x\n  y\n\nz\n"},
      {"a<!-- <p> -->b", "ab\n"},
      {"<STYLE>p{}</STYLE><title>t</title>a<script>b</script>c", "ac\n"},
      {"<a href=\"x>y\">b</a>", "b\n"},
      {"<a href=\"x>b</a>", "b\n"},
      {"1 < 2 &amp;&& &nope; &eacute;&nbsp;x", "1 < 2 &&& &nope; \xC3\xA9 x\n"},
      {"a<b", "a\n"},
      {"a<!-- b", "a\n"},
      {"a<br>\n</body>", "a\n"},
      {"a<script>b", "a\n"},
      {"a</p", "a\n"},
      {"<p><div><p>a", "a\n"},
  };
  for (const Case& c : kCases) EXPECT_EQ(HtmlPlain(c.in), c.out) << c.in;
}

TEST(HtmlPlain, StaysLinear) {
  for (std::string_view piece :
       {"<", "&", "<script>", "<!--", "<p><br>", "<a x='", "<a x=\">", "\n "}) {
    std::string html;
    while (html.size() < (1 << 20)) html += piece;
    EXPECT_LE(HtmlPlain(html).size(), html.size() + 1) << piece;
  }
}

TEST(PlainHtml, KeepsTextAndLines) {
  const Case kCases[] = {
      {"", "<html><body>\n</body></html>\n"},
      {"a<b", "<html><body>\na&lt;b<br>\n</body></html>\n"},
      {"a&b\r\n\nc>",
       "<html><body>\na&amp;b<br>\n<br>\nc&gt;<br>\n"
       "</body></html>\n"},
  };
  for (const Case& c : kCases) EXPECT_EQ(PlainHtml(c.in), c.out) << c.in;
}

}  // namespace
}  // namespace trommel::stdlib
