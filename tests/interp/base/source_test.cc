// SPDX-License-Identifier: MIT
#include "interp/base/source.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/base/result.h"

namespace trommel {
namespace {

TEST(SourceText, LocatesLinesAndColumns) {
  SourceText source("x.sieve", "ab\r\ncd\n\nlast");
  EXPECT_EQ(source.Locate(0).line, 1U);
  EXPECT_EQ(source.Locate(5).line, 2U);
  EXPECT_EQ(source.Locate(5).column, 2U);
  EXPECT_EQ(source.Locate(999).line, 4U);
  EXPECT_EQ(source.Line(1), "ab");
  EXPECT_EQ(source.Line(3), "");
  EXPECT_EQ(source.Line(4), "last");
  EXPECT_EQ(source.Line(5), "");
}

TEST(Render, PutsTheCaretUnderThePlace) {
  SourceText source("x.sieve", "keep;\n\tfoo bar;\n");
  Issue issue{Severity::kError, {7, 10}, "unknown command \"foo\"", "try keep"};
  EXPECT_EQ(Render(source, issue, false),
            "x.sieve:2:2: error: unknown command \"foo\"\n"
            "  \tfoo bar;\n  \t^~~\n  hint: try keep\n");
}

TEST(Arena, SpendsAndForgets) {
  Arena arena(100);
  EXPECT_EQ(arena.Copy("hello"), "hello");
  EXPECT_FALSE(arena.exhausted());
  arena.Array<uint64_t>(4000);
  EXPECT_TRUE(arena.exhausted());
  arena.Reset();
  EXPECT_EQ(arena.used(), 0U);
}

TEST(Arena, Aligns) {
  Arena arena;
  arena.Allocate(1);
  auto address = reinterpret_cast<uintptr_t>(arena.Array<uint64_t>(1).data());
  EXPECT_EQ(address % alignof(uint64_t), 0U);
}

TEST(Arena, HandsOutWhatItWasGivenFirst) {
  alignas(16) std::array<char, 64> first;
  Arena arena(first);
  EXPECT_EQ(arena.Copy("hello").data(), first.data());
  EXPECT_EQ(arena.Copy(std::string(100, 'x')), std::string(100, 'x'));
  EXPECT_EQ(arena.used(), 105U);
  arena.Reset();
  EXPECT_EQ(arena.used(), 0U);
  EXPECT_EQ(arena.Copy("again").data(), first.data());
}

Result<int> Half(int n) {
  if (n % 2 != 0) return Err(Code::kUsage, "odd");
  return n / 2;
}

Result<int> Quarter(int n) {
  TRY_ASSIGN(int half, Half(n));
  return Half(half);
}

TEST(Result, PassesErrorsOn) {
  EXPECT_EQ(Quarter(8).value(), 2);
  EXPECT_EQ(Quarter(6).error().text, "odd");
  EXPECT_EQ(ExitCode(Quarter(6).error().code), 64);
}

}  // namespace
}  // namespace trommel
