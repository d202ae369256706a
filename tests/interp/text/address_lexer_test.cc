// SPDX-License-Identifier: MIT
// Tests of interp/text/address_lexer.h.
#include "interp/text/address_lexer.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

/// Tokens as `w:text`, spaced ones with a '_' in front.
std::string Shown(std::string_view value) {
  AddressLexer lexer(value);
  std::string out;
  for (AddressToken token; lexer.Next(&token);) {
    if (token.spaced) out += '_';
    out += "wql"[static_cast<size_t>(token.kind) % 3];
    out.append(":").append(token.text).append("|");
  }
  return lexer.repaired() ? out + "repaired" : out;
}

TEST(AddressLexer, CutsTokens) {
  struct Case {
    std::string_view value, expected;
  };
  const Case cases[] = {
      {"", ""},
      {"ab c.d", "w:ab|_w:c|w:.|w:d|"},
      {"\"a\\\"b\"[c]", "q:\"a\\\"b\"|l:[c]|"},
      {"a(b(c)\\))d", "w:a|_w:d|"},
      {"(x", "repaired"},
      {"a\"b", "w:a|w:\"b|repaired"},
      {"[b", "w:[b|repaired"},
      {"a\\,b\\", "w:a\\,b\\|"},
      {"<@>", "w:<|w:@|w:>|"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shown(c.value), c.expected) << c.value;
}

TEST(Plain, TakesQuotesOff) {
  using enum AddressTokenKind;
  EXPECT_EQ(Plain({kQuoted, "\"a\\\"b\r\n c\""}), "a\"b c");
  EXPECT_EQ(Plain({kQuoted, "\"\""}), "");
  EXPECT_EQ(Plain({kWord, "a\\,b\\"}), "a,b\\");
  EXPECT_EQ(Plain({kLiteral, "[a\\b]"}), "[a\\b]");
}

}  // namespace
}  // namespace trommel::text
