// SPDX-License-Identifier: MIT
// Code to verify, as listings after a prelude of imports and constants.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interp/program/listing.h"
#include "interp/program/program.h"
#include "tests/interp/program/fake_features.h"

namespace trommel::verify_cases {

inline constexpr const char* kSievePrelude =
    "import 0 sieve command core/3 keep\n"
    "import 1 sieve command core/3 fileinto\n"
    "import 2 sieve test core/3 header\n"
    "import 3 sieve test core/3 size\n"
    "import 4 sieve source core/3 parts\n"
    "import 5 sieve tag core/3 flags\n"
    "import 6 sieve command core/3 unmade\n"
    "string 0 \"a\"\nstring 1 \"b\"\nint 0 7\nlist 0 0 1\n"
    "block 0\nblock 1 nil string:0\nblock 2 int:0 string:0\n"
    "variable 0 \"v\"\ncode\n";
inline constexpr const char* kEximPrelude =
    "language exim\n"
    "import 0 exim command \"exim core\"/1 mail\n"
    "import 1 exim item \"exim core\"/1 sg\n"
    "import 2 exim lookup \"exim core\"/1 lookup\n"
    "import 3 exim variable \"exim core\"/1 local_part\n"
    "import 4 exim if-condition \"exim core\"/1 \"==\"\n"
    "string 0 \"a\"\nint 0 7\nlist 0 0\ncode\n";

inline std::string Times(int count, std::string_view line) {
  std::string out;
  for (int i = 0; i < count; ++i) out += line;
  return out;
}

/// "" when the code loads, the error otherwise.
inline std::string Load(const char* prelude, const std::string& code) {
  auto bytes = Assemble(prelude + code);
  if (!bytes) return "listing: " + bytes.error().text;
  auto program = Program::Load(std::move(*bytes), fake::Index());
  return program ? "" : program.error().text;
}

struct Case {
  std::string code;
  std::string error;  // "" when it is fine
};

inline void Expect(const char* prelude, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Load(prelude, c.code), c.error) << c.code;
  }
}

inline void ExpectSieve(const std::vector<Case>& cases) {
  Expect(kSievePrelude, cases);
}

}  // namespace trommel::verify_cases
