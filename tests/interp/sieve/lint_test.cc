// SPDX-License-Identifier: MIT
// Warnings, and how errors are told.
#include "interp/sieve/lint.h"

#include <gtest/gtest.h>

#include "interp/engine.h"
#include "stdlib/registry.h"
#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

const Engine& Door() {
  static const Engine engine(stdlib::AllFeatures());
  return engine;
}

std::string Warnings(std::string_view script) {
  const SourceText source("t", std::string(script));
  CompileOptions options;
  options.include.warn = true;
  return IssueText(source,
                   Door().Compile(source, Language::kSieve, options).issues);
}

struct Case {
  std::string_view script, expected;
};

TEST(Lint, Warns) {
  const Case kCases[] = {
      {"keep;", ""},
      {"stop;\nkeep;\n",
       "2:1-4 this is never reached: line 1 ends the script before it\n"},
      {"if true { stop; }\nkeep;\n",
       "1:4-4 this test is always true\n"
       "2:1-4 this is never reached: line 1 ends the script before it\n"},
      {"if not true { keep; }", "1:4-3 this test is always false\n"},
      {"if anyof (exists \"a\", true) { keep; }",
       "1:4-5 this test is always true\n"},
      {"if allof (exists \"a\", true) { keep; }", ""},
      {"if size :over 0 { keep; }", "1:4-4 this test is always true\n"},
      {"if header :matches \"a\" \"b\" { keep; }",
       "1:24-3 \":matches\" without \"*\" and \"?\" is \":is\"\n"},
      {"if header :matches \"a\" [\"b\", \"c*\"] { keep; }", ""},
      {"keep;\nkeep;\n", "2:1-4 \"keep\" says again what line 1 says\n"},
      {"require \"fileinto\";\nfileinto \"a\";\nfileinto \"b\";\n", ""},
      {"redirect \"a@b.c\";",
       "1:1-8 all mail is sent on, also what comes back: a loop | put a test "
       "around it\n"},
      {"if exists \"a\" { redirect \"a@b.c\"; }", ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Warnings(c.script), c.expected) << c.script;
  }
}

TEST(Lint, IsNotAskedByARun) {
  const SourceText source("t", "stop; keep;");
  EXPECT_TRUE(Door().Compile(source, Language::kSieve).issues.all().empty());
}

TEST(Phases, AreTold) {
  const SourceText source("t", "frob;\nkeep\n");
  const IssueList issues = Door().Compile(source, Language::kSieve).issues;
  ASSERT_EQ(issues.all().size(), 2U);
  EXPECT_FALSE(issues.all()[0].syntax);
  EXPECT_TRUE(issues.all()[1].syntax);
}

TEST(Phases, AnUnknownWordIsReportedOnce) {
  EXPECT_EQ(Warnings("zzzz; zzzz; if zzzz {} if zzzz {}"),
            "1:1-4 unknown command \"zzzz\"\n1:16-4 unknown test \"zzzz\"\n");
}

}  // namespace
}  // namespace trommel::sieve
