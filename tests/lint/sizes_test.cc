// SPDX-License-Identifier: MIT
// No file and no function is too long, and every file names its licence.
#include "tests/lint/sizes.h"

#include <gtest/gtest.h>

namespace trommel::lint {
namespace {

std::string Repeat(std::string_view line, size_t count) {
  std::string text;
  while (count-- > 0) text += line;
  return text;
}

TEST(Sizes, HoldInEveryFile) {
  for (const SourceFile& file : ReadSources({".cc", ".h", ".py"})) {
    const Findings findings = CheckSizes(file);
    EXPECT_TRUE(findings.empty()) << Join(findings);
  }
}

TEST(Spdx, StandsInEveryFile) {
  for (const SourceFile& file :
       ReadSources({".cc", ".h", ".def", ".py", ".bash", ".txt"})) {
    const Findings findings = CheckSpdx(file);
    EXPECT_TRUE(findings.empty()) << Join(findings);
  }
}

TEST(Sizes, SeeALongFile) {
  const auto with = [](size_t lines) {
    return CheckSizes(MakeSourceFile("x.cc", Repeat("int a;\n", lines))).size();
  };
  EXPECT_EQ(with(600), 0U);
  EXPECT_EQ(with(601), 1U);
}

TEST(Sizes, SeeALongFunction) {
  const auto with = [](std::string_view head, size_t body) {
    return CheckSizes(MakeSourceFile(
                          "x.cc",
                          std::string(head) + Repeat("  a();\n", body) + "}\n"))
        .size();
  };
  EXPECT_EQ(with("void F() {\n", 78), 0U);
  EXPECT_EQ(with("void F() {\n", 79), 1U);
  EXPECT_EQ(with("template <class T>\nvoid F() {\n", 78), 1U);
  EXPECT_EQ(with("void F(int a,\n       int b) {\n", 78), 1U);
  EXPECT_EQ(with("TEST(A, B) {\n", 79), 1U);
  EXPECT_EQ(with("Status MachineState::Execute() {\n", 79), 0U);
}

TEST(Sizes, SeeALongMethodInAClass) {
  const auto with = [](size_t body) {
    return CheckSizes(MakeSourceFile(
                          "x.h", "class C {\n public:\n  void F() {\n" +
                                     Repeat("    a();\n", body) + "  }\n};\n"))
        .size();
  };
  EXPECT_EQ(with(78), 0U);
  EXPECT_EQ(with(79), 1U);
}

TEST(Sizes, TablesTypesAndNamespacesAreNoFunctions) {
  const SourceFile file = MakeSourceFile(
      "x.cc", "namespace a {\nconstexpr int kTable[] = {\n" +
                  Repeat("    1,\n", 90) + "};\nstruct S {\n" +
                  Repeat("  int a;\n", 90) + "};\n}  // namespace a\n");
  EXPECT_TRUE(FindFunctions(file).empty());
}

TEST(Sizes, FindEveryFunctionWithItsPlace) {
  const auto found = FindFunctions(MakeSourceFile(
      "x.cc", "int F() {\n  if (a) {\n  }\n}\n\nint\nG() {\n}\n"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].length, 4U);
  EXPECT_EQ(found[1].line, 6U);
  EXPECT_EQ(found[1].length, 3U);
}

TEST(Spdx, SeeItMissing) {
  const auto fine = [](const char* text) {
    return CheckSpdx(MakeSourceFile("x", text)).empty();
  };
  EXPECT_TRUE(fine("// SPDX-License-Identifier: MIT\n"));
  EXPECT_TRUE(fine("#!/bin/sh\n# SPDX-License-Identifier: MIT\n"));
  EXPECT_FALSE(fine(""));
  EXPECT_FALSE(fine("#!/bin/sh\n"));
  EXPECT_FALSE(fine("// What it is.\n// SPDX-License-Identifier: MIT\n"));
}

}  // namespace
}  // namespace trommel::lint
