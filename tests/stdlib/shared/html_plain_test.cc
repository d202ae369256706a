// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_plain.h"

#include <gtest/gtest.h>

#include "interp/base/work.h"

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
  for (const Case& c : kCases) {
    EXPECT_EQ(HtmlPlain(c.in).value(), c.out) << c.in;
  }
}

TEST(HtmlPlain, KeepsTextOfBrokenHtml) {
  const Case kCases[] = {
      {"a</div>b</p>c</td>d", "a\nb\n\nc d\n"},
      {"<p>a<ul><li>b</ul>c</p>d", "a\n\n* b\n\nc\n\nd\n"},
      {"<b><ul><li>a</b> b</ul>", "* a b\n"},
      {"<pre>a<div>b  c</pre>d  e", "a\nb  c\n\nd e\n"},
      {"a</body></html><html><body>b  c</body>d", "a\nb c\nd\n"},
      {"<pre>a<body>b  c</pre>d  e", "a\nb  c\n\nd e\n"},
      {"<section>a</section><o:p>b</o:p><x-y>c", "a\n\nbc\n"},
      {"<meta charset=utf-16><meta http-equiv=content-type "
       "content='text/html; charset=latin1'>\xC3\xA9",
       "\xC3\xA9\n"},
      {"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;c",
       "]>&b;c\n"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(HtmlPlain(c.in).value(), c.out) << c.in;
  }
}

TEST(HtmlPlain, ReadsAllBytes) {
  const Case kCases[] = {
      {{"a\0b\x01\x1B\x7F", 6}, "ab\x7F\n"},
      {"a\xFF<p>b\xC3", "a\xEF\xBF\xBD\n\nb\xEF\xBF\xBD\n"},
      {"\xEF\xBB\xBF<p>a", "\xEF\xBB\xBF\n\na\n"},
      {"a\xC2\xA0\xC2\xA0z&nbsp;&ensp;b", "a\xC2\xA0\xC2\xA0z b\n"},
      {"&#150;\xC2\x80&#x81;&#159",
       "\xE2\x80\x93\xE2\x82\xAC\xC2\x81\xC5\xB8\n"},
      {"a&#0;&#xD800;&#1114112;b", "ab\n"},
      {"&hearts;&Hearts;&equiv", "\xE2\x99\xA5&Hearts;&equiv\n"},
      {"a\r\nb\fc<pre>\r\nd\r\n</pre>", "a b c\n\nd\n"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(HtmlPlain(c.in).value(), c.out) << c.in;
  }
}

TEST(HtmlPlain, GoesOnBelowDeepElements) {
  std::string html;
  for (int i = 0; i < 5000; ++i) html += "<div>";
  EXPECT_EQ(HtmlPlain(html + "x</div>y").value(), "x\ny\n");
  html.clear();
  for (int i = 0; i < 5000; ++i) html += "<a" + std::to_string(i) + ">";
  EXPECT_EQ(HtmlPlain(html + "x<p>y").value(), "x\n\ny\n");
}

TEST(HtmlPlain, KeepsTextThatIsLongerThanAPiece) {
  std::string text;
  while (text.size() < 100000) text += "\xE2\x82\xAC";
  EXPECT_EQ(HtmlPlain("<p>" + text).value(), text + "\n");
}

constexpr std::string_view kHostile[] = {
    "<",         "&",         "&n;",         "&pi;",    "&#1",       "&#x",
    "<script>",  "<!--",      "<p><br>",     "<a x='",  "<a x=\">",  "\n ",
    "<b>",       "</b>",      "<p>",         "</p>",    "<div>",     "</div>",
    "<x>",       "<x></x>",   "<li>",        "<table>", "<tr><td>x", "<a <a <a",
    "<![CDATA[", "<dd><div>", "<x></p></y>",
};

std::string Repeated(std::string_view piece, size_t size) {
  std::string out;
  while (out.size() < size) out += piece;
  return out;
}

uint64_t WorkOf(std::string_view html) {
  work::Begin();
  const uint64_t all = work::Left();
  EXPECT_TRUE(HtmlPlain(html));
  const uint64_t spent = all - work::Left();
  work::End();
  return spent;
}

TEST(HtmlPlain, StaysLinear) {
  for (std::string_view piece : kHostile) {
    const std::string html = Repeated(piece, size_t{1} << 15U);
    const Result<std::string> plain = HtmlPlain(html);
    EXPECT_LE(plain.value().size(), html.size() + 1) << piece;
    const uint64_t half = WorkOf(html);
    EXPECT_LE(WorkOf(html + html), 3 * half) << piece;
  }
}

TEST(HtmlPlain, IsStoppedByTheWorkOfTheRun) {
  // End tags that search all open elements and close none.
  const std::string html =
      "<dd><div>" + Repeated("<x>", 750) + Repeated("</dd>", 100000);
  const uint64_t needs = WorkOf(html);
  EXPECT_GT(needs, limits::kWorkBytes / 20);
  work::Resume(needs / 2);
  const Result<std::string> plain = HtmlPlain(html);
  work::End();
  ASSERT_FALSE(plain);
  EXPECT_EQ(plain.error().code, Code::kLimit);
  EXPECT_EQ(plain.error().text, work::kError);
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
