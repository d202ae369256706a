// SPDX-License-Identifier: MIT
// PlaceWriter and FrameWriter: the tables entry by entry.
#include "interp/program/places.h"

#include <gtest/gtest.h>

#include <tuple>

namespace trommel {
namespace {

using Entry = std::tuple<uint32_t, uint32_t, uint32_t, uint32_t>;

std::vector<Entry> Entries(const FrameWriter& frames) {
  std::vector<Entry> out;
  for (const container::Frame& f : frames.frames()) {
    out.emplace_back(f.begin, f.end, f.text, f.command);
  }
  return out;
}

TEST(PlaceWriter, AgreesWithTheSourceInAnyOrder) {
  SourceText source("x", "one\n\ntwo\nthree\n");
  PlaceWriter places(source);
  uint32_t pc = 0;
  std::vector<uint32_t> offsets;
  for (uint32_t step : {0U, 5U, 3U, 11U, 1U, 14U, 15U, 4U, 40U, 0U}) {
    places.At(step);
    places.Reach(pc++);
    offsets.push_back(step);
  }
  ASSERT_EQ(places.lines().size(), offsets.size());
  for (size_t i = 0; i < offsets.size(); ++i) {
    LineColumn want = source.Locate(offsets[i]);
    EXPECT_EQ(places.lines()[i].line, want.line) << offsets[i];
    EXPECT_EQ(places.lines()[i].column, want.column) << offsets[i];
  }
}

TEST(PlaceWriter, TheLastPlaceBeforeCodeCounts) {
  SourceText source("x", "one two");
  PlaceWriter places(source);
  places.Reach(0);
  places.At(0);
  places.At(4);
  places.Reach(1);
  places.At(4);
  places.Reach(2);
  places.Reach(3);
  ASSERT_EQ(places.lines().size(), 1U);
  EXPECT_EQ(places.lines()[0].pc, 1U);
  EXPECT_EQ(places.lines()[0].column, 5U);
}

TEST(FrameWriter, CutsNestedFrames) {
  FrameWriter frames;
  frames.Begin(1, 10, 20);
  frames.Begin(3, 11, 21);
  frames.End(5);
  frames.End(8);
  EXPECT_FALSE(frames.open());
  EXPECT_EQ(
      Entries(frames),
      (std::vector<Entry>{{1, 3, 10, 20}, {3, 5, 11, 21}, {5, 8, 10, 20}}));
}

TEST(FrameWriter, JoinsAroundAnEmptyFrame) {
  FrameWriter frames;
  frames.Begin(1, 10, 20);
  frames.Begin(3, 11, 21);
  frames.End(3);
  frames.End(8);
  frames.End(9);  // none is open
  EXPECT_EQ(Entries(frames), (std::vector<Entry>{{1, 8, 10, 20}}));
}

}  // namespace
}  // namespace trommel
