// SPDX-License-Identifier: MIT
// Tests of interp/text/regex_property.cc. What is expected was seen on
// PCRE2 10.42.
#include "tests/interp/text/regex_cases.h"

namespace trommel::text {
namespace {

TEST(RegexProperty, Errors) {
  ExpectParsed({
      {"\\p", "malformed \\P or \\p sequence at offset 2"},
      {"\\p{L", "malformed \\P or \\p sequence at offset 4"},
      {"\\p1", "malformed \\P or \\p sequence at offset 3"},
      {"[\\p]", "malformed \\P or \\p sequence at offset 4"},
      {"\\pq", "unknown property after \\P or \\p at offset 3"},
      {"\\p{Foo}", "unknown property after \\P or \\p at offset 7"},
      {"\\p{foo:latin}", "unknown property after \\P or \\p at offset 13"},
      {"\\p{:latin}", "unknown property after \\P or \\p at offset 10"},
      {"\\p{Letter}", "unknown property after \\P or \\p at offset 10"},
      {"\\p{Jpan}", "unknown property after \\P or \\p at offset 8"},
      {"\\p{nfd_inert}", "unknown property after \\P or \\p at offset 13"},
  });
}

/// `pcre.differential` compares every name on every byte.
TEST(RegexProperty, Matches) {
  ExpectMatched({
      {"\\p{Lu}\\pL", "aBc", "1-3"},
      {"\\p{^Lu}", "Ba", "1-2"},
      {"\\P{ l_u }", "Ba", "1-2"},
      {"[^\\p{Latin}]",
       "a\xc0"
       "1",
       "2-3"},
      {"\\p{sc:common}\\p{Greek}?", "a1", "1-2"},
      {"\\p{bc=EN}", "a1", "1-2"},
      {"\\p{Xwd}+", "-_a\xe9", "1-4"},
      {"\\p{White_Space}\\p{Any}",
       "a\xa0"
       "b",
       "1-3"},
  });
}

}  // namespace
}  // namespace trommel::text
