// SPDX-License-Identifier: MIT
// Program: places and frames at their borders.
#include "interp/program/program.h"

#include <gtest/gtest.h>

#include "interp/program/builder.h"
#include "tests/interp/program/load_cases.h"

namespace trommel {
namespace {

Program Loaded() {
  return Program::Load(load_cases::Bytes(), fake::Index()).value();
}

TEST(Program, PlaceOfIsTheLastLineAtOrBefore) {
  Program program = Loaded();  // lines at 0 and 2
  EXPECT_EQ(program.PlaceOf(0).line, 1U);
  EXPECT_EQ(program.PlaceOf(1).line, 1U);
  EXPECT_EQ(program.PlaceOf(2).line, 2U);
  EXPECT_EQ(program.PlaceOf(2).column, 3U);
  EXPECT_EQ(program.PlaceOf(UINT32_MAX).line, 2U);
}

TEST(Program, FrameOfHoldsItsBeginAndNotItsEnd) {
  Program program = Loaded();  // a frame from 1 to 3
  EXPECT_EQ(program.FrameOf(0).text, "");
  EXPECT_EQ(program.FrameOf(1).text, "a");
  EXPECT_EQ(program.FrameOf(2).command, "bc");
  EXPECT_EQ(program.FrameOf(3).text, "");
}

TEST(Program, MatchesOnlyItsSource) {
  SourceText source("x", "keep;");
  Builder builder(Language::kExim, source);
  auto program = Program::Load(builder.Finish().value(), fake::Index());
  EXPECT_EQ(program.value().language(), Language::kExim);
  EXPECT_TRUE(program->MatchesSource("keep;"));
  EXPECT_FALSE(program->MatchesSource("keep:"));
  EXPECT_FALSE(program->MatchesSource("keep; "));
}

}  // namespace
}  // namespace trommel
