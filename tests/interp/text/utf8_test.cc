// SPDX-License-Identifier: MIT
// Tests of interp/text/utf8.h.
#include "interp/text/utf8.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

TEST(NextUtf8, TellsWholeFromBroken) {
  struct Case {
    std::string_view text;
    int length;
    bool valid;
  };
  const Case cases[] = {
      {"a", 1, true},
      {"\xC3\xA9", 2, true},
      {"\xE2\x82\xAC", 3, true},
      {"\xF0\x9F\x98\x80", 4, true},
      {"\xF4\x8F\xBF\xBF", 4, true},
      {"\xF4\x90\x80\x80", 1, false},
      {"\xC0\x80", 1, false},
      {"\xE0\x80\x80", 1, false},
      {"\xED\xA0\x80", 1, false},
      {"\x80", 1, false},
      {"\xFF", 1, false},
      {"\xC3", 1, false},
      {"\xE2\x82", 2, false},
      {"\xE2\x82x", 2, false},
      {"\xF0\x9F\x98", 3, false},
  };
  for (const Case& c : cases) {
    Utf8Step step = NextUtf8(c.text, 0);
    EXPECT_EQ(step.length, c.length) << c.text;
    EXPECT_EQ(step.valid, c.valid) << c.text;
  }
}

}  // namespace
}  // namespace trommel::text
