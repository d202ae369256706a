// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_macros.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

using Kind = MacroLine::Kind;

struct Step {
  const char* line;
  Kind kind;
  const char* text;
};

void Check(EximMacros& macros, std::initializer_list<Step> steps) {
  for (const Step& step : steps) {
    const MacroLine read = macros.Read(step.line);
    EXPECT_EQ(read.kind, step.kind) << step.line;
    EXPECT_EQ(read.text, step.text) << step.line;
  }
}

TEST(EximMacros, AreReplacedInTheOrderOfTheirDefinition) {
  EximMacros macros;
  Check(macros, {{"BB = 1", Kind::kDefined, "BB"},
                 {"CC = xBBy AA", Kind::kDefined, "CC"},
                 {"AA = 7", Kind::kDefined, "AA"},
                 {"<CC>", Kind::kText, "<x1y 7>"},
                 {"BB1BB", Kind::kText, "111"},
                 {" CC = 2", Kind::kText, " x1y 7 = 2"}});
}

TEST(EximMacros, OnlyTwoEqualSignsRedefine) {
  EximMacros macros;
  Check(macros,
        {{"A=1", Kind::kDefined, "A"},
         {"A = 2", Kind::kBad,
          "macro \"A\" is already defined (use \"==\" if you want to redefine "
          "it)"},
         {"B == 2", Kind::kBad, "can't redefine an undefined macro \"B\""},
         {"B = 2", Kind::kDefined, "B"},
         {"A == 3", Kind::kDefined, "B"},
         {"AB = 4", Kind::kBad,
          "\"AB\" cannot be defined as a macro because previously defined "
          "macro \"A\" is a substring"},
         {"C", Kind::kBad, "malformed macro definition"},
         {"xA", Kind::kText, "x3"}});
}

TEST(EximMacros, ThoseOfTheCommandLineStay) {
  EximMacros macros;
  macros.Preset("X1", "foo");
  Check(macros, {{"X1 = 3", Kind::kDefined, "X1"},
                 {"X1 == 3", Kind::kDefined, "X1"},
                 {"[X1]", Kind::kText, "[foo]"}});
}

}  // namespace
}  // namespace trommel
