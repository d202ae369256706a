// SPDX-License-Identifier: MIT
#include "tools/common/apply_fixes.h"

#include <gtest/gtest.h>

#include "interp/engine.h"
#include "stdlib/registry.h"

namespace trommel {
namespace {

const Engine& Door() {
  static const Engine engine(stdlib::AllFeatures());
  return engine;
}

struct Case {
  std::string_view script, expected;
};

std::string Fixed(std::string_view script) {
  const SourceText source("t", std::string(script));
  size_t count = 0;
  return ApplyFixes(source.bytes(),
                    Door().Compile(source, Language::kSieve).issues, &count);
}

TEST(Fixes, AreMechanical) {
  const Case kCases[] = {
      {"keep;", "keep;"},
      {"keep", "keep;"},
      {"# mine\nfileinto \"a\";",
       "# mine\nrequire [\"fileinto\"];\nfileinto \"a\";"},
      {"fileinto :copy \"a\";",
       "require [\"fileinto\"];\nrequire [\"copy\"];\nfileinto :copy \"a\";"},
      {"if true { keep; } else if true { stop; }",
       "if true { keep; } elsif true { stop; }"},
      {"keep;;", "keep;"},
      {"if exists [\"a\" \"b\"] { keep; }",
       "if exists [\"a\", \"b\"] { keep; }"},
      {"frob;", "frob;"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Fixed(c.script), c.expected);
}

}  // namespace
}  // namespace trommel
