// SPDX-License-Identifier: MIT
// Tests of ParseParameters in interp/text/encoded_word.h.
#include <gtest/gtest.h>

#include "interp/text/encoded_word.h"

namespace trommel::text {
namespace {

/// `value|name=value|...` of what was read.
std::string Shown(std::string_view value) {
  ParameterValue read = ParseParameters(value);
  std::string out = read.value;
  for (const auto& [name, text] : read.parameters)
    out += "|" + name + "=" + text;
  return out;
}

struct Case {
  std::string_view value, expected;
};

TEST(ParseParameters, Reads) {
  const Case cases[] = {
      {"", ""},
      {" Text/Plain ", "text/plain"},
      {"text/plain; Charset=UTF-8", "text/plain|charset=UTF-8"},
      {"text/plain (a;b (c)); charset = \"u;\\\"x\" (d)",
       "text/plain|charset=u;\"x"},
      {"text/plain(x);;; a=1;a=2;;b", "text/plain|a=1"},
      {"a/b; charset=us-ascii format=flowed",
       "a/b|charset=us-ascii|format=flowed"},
      {"attachment; filename=my file.txt", "attachment|filename=my file.txt"},
      {"attachment; filename=a(1).txt", "attachment|filename=a(1).txt"},
      {"a/b; name=\"open; x=y", "a/b|name=open; x=y"},
      {"a/b; boundary=\"=_x=y\"; c=d", "a/b|boundary==_x=y|c=d"},
      {"a/b; boundary==_x", "a/b|boundary==_x"},
      {"a; name=\"=?utf-8?q?caf=C3=A9?=\"", "a|name=café"},
      {"a; name*=iso-8859-1'fr'caf%E9%20x", "a|name=café x"},
      {"a; name*=\"utf-8''caf%C3%A9\"", "a|name=café"},
      {"a; n*1=\"b%20\"; n*0*=utf-8''%C3; n*2*=%A9c",
       "a|n=\xEF\xBF\xBD"
       "b%20\xEF\xBF\xBD"
       "c"},
      {"a; n*0*=utf-8''%C3; n*1*=%A9c; n*1=z", "a|n=éc"},
      {"a; n*0=x; n*1=y; m=z", "a|n=xy|m=z"},
      {"a; n*=nosuch''%E9%4", "a|n=\xE9%4"},
      {"a; n*=%41", "a|n=A"},
      {"a; =x; *=y", "a"},
      {"a; (b", "a"},
      {"a; b=\"c\\", "a|b=c\\"},
      {"a; b=\"c\r\n d\n\te\rf\"", "a|b=c d\te\rf"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shown(c.value), c.expected) << c.value;
}

TEST(ParseParameters, GetsByName) {
  ParameterValue read = ParseParameters("a/b; Charset=x");
  EXPECT_EQ(read.Get("charset"), "x");
  EXPECT_EQ(read.Get("CHARSET"), "x");
  EXPECT_EQ(read.Get("name"), "");
}

TEST(ParseParameters, StaysLinear) {
  for (std::string_view unit :
       {"a=b;", "(", "a=(", "a=b ", ";", "n*1=x;", "\\\"", "= "}) {
    std::string value = "x;";
    while (value.size() < 1000000) value += unit;
    EXPECT_EQ(ParseParameters(value).value, "x");
  }
}

}  // namespace
}  // namespace trommel::text
