// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_command.h"

#include <gtest/gtest.h>

namespace trommel::stdlib::exim {
namespace {

TEST(SplitCommand, AsExim) {
  struct Case {
    std::string_view command;
    std::vector<std::string> words;
  };
  const Case cases[] = {
      {"", {}},
      {" \t", {}},
      {"a  b\tc\n", {"a", "b", "c"}},
      {"'a b'c", {"a b", "c"}},
      {"\"a\"b", {"a", "b"}},
      {"a\"b c\"", {"a\"b", "c\""}},
      {"\"a\\\"b\" 'it''s'", {"a\"b", "it", "s"}},
      {"'d\\te'", {"d\\te"}},
      {"\"\\\\\\x41\\101\\n\\q\"", {"\\AA\nq"}},
      {"\"abc", {"abc"}},
      {"'abc", {"abc"}},
      {"\"ab\\", {"ab\\"}},
      {"\"\" x", {"", "x"}},
      {"\"\\x\\8\"", {std::string("\0", 1) + "8"}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(SplitCommand(c.command), c.words) << c.command;
  }
}

}  // namespace
}  // namespace trommel::stdlib::exim
