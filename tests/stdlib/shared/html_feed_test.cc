// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_feed.h"

#include <gtest/gtest.h>

#include <vector>

namespace trommel::stdlib {
namespace {

constexpr std::string_view kFlush = "<!---->";

std::vector<HtmlPiece> PiecesOf(std::string_view html) {
  std::vector<HtmlPiece> out;
  HtmlFeed feed(html);
  for (HtmlPiece piece; feed.Next(&piece);) {
    EXPECT_TRUE(piece.text.ends_with(kFlush));
    piece.text.resize(piece.text.size() - kFlush.size());
    out.push_back(piece);
  }
  return out;
}

std::string Fed(std::string_view html) {
  std::string out;
  for (const HtmlPiece& piece : PiecesOf(html)) out += piece.text;
  return out;
}

std::string Repeated(std::string_view piece, size_t size) {
  std::string out;
  while (out.size() < size) out += piece;
  return out;
}

struct Case {
  std::string_view in, out;
};

TEST(HtmlFeed, LeavesOutWhatIsNoText) {
  const Case kCases[] = {
      {"", ""},
      {"a b", "a b"},
      {"<P class=\"a\">b", "<p>b"},
      {"<td a='x>y' b=\"c>d\" e=f>b</td >", "<td>b</td>"},
      {"<td a=\"x>b</td>", "<td>b</td>"},
      {"<td b='>\"'>c<td b=it's>d", "<td>c<td>d"},
      {"<br/><o:p></o:p><x-y.z_1>", "<br><o:p></o:p><x-y.z_1>"},
      {"</br>", "<br>"},
      {"<html><head><meta charset=latin1><base><link></head><body>a</BODY>",
       "<div></div>a<div></div>"},
      {"<a href=b><Font>c</FONT></a>", "c"},
      {"a&nbsp;&emsp;&#160;&Nbsp;b", "a  &#160;&Nbsp;b"},
      {"a<!-- <p> -- > -->b<!-->c<!--->d<!-- e", "abcd"},
      {"<!DOCTYPE html [<!ENTITY a \"b\">]>&a;", "]>&a;"},
      {"<?xml version=\"1.0\"?>a<![CDATA[b]]>c", "ac"},
      {"<SCRIPT>if (a<b) '<p>'</script >a<style>b</style><title>c</title>d",
       "ad"},
      {"<script>a</scrip>", ""},
      {"</script>a", "a"},
      {"a</>b</ c>d</1>e", "abde"},
      {{"a\0\x01\x1B\x7F\f\v\t\r\n", 10}, "a\x7F  \t\r\n"},
      {"a<p", "a<p>"},
      {"a</p", "a</p>"},
      {"a<", "a&lt;"},
      {"1 < 2 <3 <", "1 &lt; 2 &lt;3 &lt;"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Fed(c.in), c.out) << c.in;
}

TEST(HtmlFeed, PassesOnWholeReferences) {
  const Case kCases[] = {
      {"&eacute;&nope;&frac12;", "&eacute;&nope;&frac12;"},
      {"&#8364;&#x20aC;&#X41;&#65 ", "&#8364;&#x20aC;&#X41;&#65 "},
      {"& && &; &copy &1; &a b;",
       "&amp; &amp;&amp; &amp;; &amp;copy &amp;1; "
       "&amp;a b;"},
      {"&# &#; &#x; &#xg;", "&amp;# &amp;#; &amp;#x; &amp;#xg;"},
      {"&#0000000000000000000000000000000065;",
       "&amp;#0000000000000000000000000000000065;"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Fed(c.in), c.out) << c.in;
}

TEST(HtmlFeed, CountsWhatIsInAPiece) {
  const std::vector<HtmlPiece> pieces =
      PiecesOf("<p>a & b &amp; &#65;c<br></br></p></x><html><!-- d -->");
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].starts, 3U);
  EXPECT_EQ(pieces[0].ends, 2U);
  EXPECT_EQ(pieces[0].named, 1U);
}

TEST(HtmlFeed, DropsLongNames) {
  const std::string most(32, 'n');
  EXPECT_EQ(Fed("<" + most + ">a"), "<" + most + ">a");
  EXPECT_EQ(Fed("<" + most + "n b=c>a"), "a");
}

TEST(HtmlFeed, PiecesAreSmallAndDoNotCutCharacters) {
  for (std::string_view part :
       {"x", "word ", "\xE2\x82\xAC", "x\xE2\x82\xAC", "&", "<", "<p>", "</p>",
        "<body>", "<p>text&nbsp;", "&eacute;", "<a x='", "<a x=\">", "<!--",
        "<script>", "&#x", "<![CDATA[", "\n "}) {
    const std::string html = Repeated(part, size_t{1} << 18U);
    size_t fed = 0;
    for (const HtmlPiece& piece : PiecesOf(html)) {
      EXPECT_LE(piece.text.size(), 5120U) << part;
      EXPECT_LE(piece.starts + piece.ends, 128U) << part;
      const bool cut = !piece.text.empty() && (piece.text[0] & 0xC0) == 0x80;
      EXPECT_FALSE(cut) << part;
      fed += piece.text.size();
    }
    EXPECT_LE(fed, 5 * html.size()) << part;
  }
}

TEST(HtmlFeed, PassesOnNoAttributes) {
  std::string html = "<td";
  for (int i = 0; i < 100000; ++i) html += " b" + std::to_string(i) + "='c'";
  EXPECT_EQ(Fed(html + ">d"), "<td>d");
  EXPECT_EQ(Fed(html), "<td>");
}

}  // namespace
}  // namespace trommel::stdlib
