// SPDX-License-Identifier: MIT
// Builder: what it writes is what loads.
#include "interp/program/builder.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>

#include "interp/program/program.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

using Constant = Builder::Constant;

Constant Text(std::string_view text) {
  return {.type = Type::kString, .text = text};
}

Program Finished(Builder& builder) {
  auto bytes = builder.Finish();
  EXPECT_TRUE(bytes) << bytes.error().text;
  auto program = Program::Load(std::move(*bytes), fake::Index());
  EXPECT_TRUE(program) << program.error().text;
  return std::move(program.value());
}

/// `if header :is ["a", "b"] "c" { keep; }` the way a front end writes it.
void WriteHeaderRule(Builder& b) {
  static constexpr std::string_view kNames[] = {"a", "b"};
  const Constant args[] = {
      Text(":is"), {}, {.type = Type::kList, .list = kNames}, Text("c")};
  b.At(0);
  b.CallConst(fake::Test("header"), args);
  Jump over = b.Branch(Op::kJumpFalse);
  b.At(11);
  b.CallConst(fake::Command("keep"), {});
  b.Bind(over);
}

TEST(Builder, WritesWhatLoads) {
  SourceText source("x.sieve", "if header\n keep;\n");
  Builder b(Language::kSieve, source);
  WriteHeaderRule(b);
  Program program = Finished(b);
  ASSERT_EQ(program.code().size(), 4U);
  EXPECT_EQ(program.code()[0].op, Op::kCallConst);
  EXPECT_EQ(program.import(program.code()[0].b).row->name, "header");
  std::span<const Value> args = program.block(program.code()[0].c);
  ASSERT_EQ(args.size(), 4U);
  EXPECT_EQ(args[0].text(), ":is");
  EXPECT_TRUE(args[1].is_nil());
  ASSERT_EQ(args[2].list().size(), 2U);
  EXPECT_EQ(args[2].list()[1].text(), "b");
  EXPECT_EQ(args[3].text(), "c");
  EXPECT_EQ(program.code()[1].c, 3U);
  EXPECT_EQ(program.code()[3].op, Op::kHalt);
  EXPECT_EQ(program.stack_depth(), 1U);
}

TEST(Builder, KeepsTheSource) {
  SourceText source("x.sieve", "keep;");
  Builder b(Language::kSieve, source);
  Program program = Finished(b);
  EXPECT_EQ(program.language(), Language::kSieve);
  EXPECT_EQ(program.source_name(), "x.sieve");
  EXPECT_EQ(program.source_size(), 5U);
  EXPECT_TRUE(program.MatchesSource("keep;"));
  EXPECT_FALSE(program.MatchesSource("keep "));
  EXPECT_FALSE(program.MatchesSource("keep"));
}

TEST(Builder, InternsEveryConstant) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  static constexpr std::string_view kList[] = {"a", "b"};
  static constexpr std::string_view kOther[] = {"b", "a"};
  for (int i = 0; i < 3; ++i) {
    b.EmitString("a");
    b.EmitString("");
    b.EmitInt(-7);
    b.EmitList(kList);
    b.EmitList(kOther);
    b.EmitList({});
    const Constant args[] = {{}, Text("a")};
    b.CallConst(fake::Command("fileinto"), args);
  }
  Program program = Finished(b);
  EXPECT_EQ(program.string_count(), 3U);
  EXPECT_EQ(program.int_count(), 1U);
  EXPECT_EQ(program.list_count(), 3U);
  EXPECT_EQ(program.block_count(), 1U);
  EXPECT_EQ(program.imports().size(), 1U);
  EXPECT_EQ(program.integer(0), -7);
}

TEST(Builder, InternsThousands) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5000; ++i) {
      b.EmitString("string " + std::to_string(i));
      b.Emit(Op::kPop);
    }
  }
  Program program = Finished(b);
  ASSERT_EQ(program.string_count(), 5000U);
  EXPECT_EQ(program.string(4321).text(), "string 4321");
  EXPECT_EQ(program.code()[10000 + 2 * 4321].c, 4321U);
}

TEST(Builder, EqualCallsMakeEqualBytes) {
  SourceText source("x.sieve", "if header\n keep;\n");
  Builder one(Language::kSieve, source);
  Builder two(Language::kSieve, source);
  WriteHeaderRule(one);
  WriteHeaderRule(two);
  EXPECT_EQ(*one.Finish(), *two.Finish());
}

TEST(Builder, PlacesGoForthAndBack) {
  SourceText source("x", "one\ntwo\n\nfour");
  Builder b(Language::kSieve, source);
  b.Emit(Op::kNil);  // no place yet
  for (uint32_t offset : {5U, 5U, 9U, 2U, 12U, 99U}) {
    b.At(offset);
    b.Emit(Op::kNil);
  }
  Program program = Finished(b);
  const CodePlace want[] = {{0, 0}, {2, 2}, {2, 2}, {4, 1},
                            {1, 3}, {4, 4}, {4, 5}};
  for (uint32_t pc = 0; pc < std::size(want); ++pc) {
    EXPECT_EQ(program.PlaceOf(pc).line, want[pc].line) << pc;
    EXPECT_EQ(program.PlaceOf(pc).column, want[pc].column) << pc;
  }
}

TEST(Builder, TheInnerFrameWins) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  b.Emit(Op::kNil);
  b.BeginFrame("outer", "save");
  b.Emit(Op::kNil);
  b.BeginFrame("inner", "item");
  b.Emit(Op::kNil);
  b.EndFrame();
  b.BeginFrame("empty", "item");
  b.EndFrame();
  b.Emit(Op::kNil);
  b.EndFrame();
  b.Emit(Op::kNil);
  Program program = Finished(b);
  const std::string_view want[] = {"", "outer", "inner", "outer", ""};
  for (uint32_t pc = 0; pc < std::size(want); ++pc) {
    EXPECT_EQ(program.FrameOf(pc).text, want[pc]) << pc;
  }
  EXPECT_EQ(program.FrameOf(2).command, "item");
}

TEST(Builder, AFrameLeftOpenEndsWithTheCode) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  b.BeginFrame("text", "save");
  b.Emit(Op::kNil);
  Program program = Finished(b);
  EXPECT_EQ(program.FrameOf(0).text, "text");
  EXPECT_EQ(program.FrameOf(1).text, "");
}

TEST(Builder, VariablesAreNumberedByFirstUse) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  EXPECT_EQ(b.Variable("a"), 0);
  EXPECT_EQ(b.Variable("b"), 1);
  EXPECT_EQ(b.Variable("a"), 0);
  EXPECT_EQ(b.variables(), 2U);
  b.EmitCount(Op::kLoadVar, 1);
  Program program = Finished(b);
  ASSERT_EQ(program.variables().size(), 2U);
  EXPECT_EQ(program.variables()[1], "b");
}

TEST(Builder, LoopsAndJumpsBack) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  const RowEntry& parts =
      fake::Find(Language::kSieve, RowKind::kSource, "parts");
  b.Call(parts, 0);
  b.Emit(Op::kIter);
  uint32_t head = b.Here();
  Jump next = b.Branch(Op::kNext);
  b.EmitCount(Op::kStoreVar, b.Variable("part"));
  b.JumpBack(head);
  b.Bind(next);
  Program program = Finished(b);
  EXPECT_EQ(program.code()[4].c, 2U);
  EXPECT_EQ(program.code()[2].c, 5U);
}

/// The short way to a program leads to the same one.
TEST(Builder, BuildsWhatLoadMakesOfTheBytes) {
  auto write = [](Builder* b) {
    b->At(0);
    b->EmitList(std::array<std::string_view, 2>{"a", "b"});
    b->Emit(Op::kPop);
    b->EmitCount(Op::kLoadVar, b->Variable("v"));
    b->BeginFrame("text", "save");
    b->Emit(Op::kPop);
    b->EndFrame();
  };
  std::optional<Program> built;
  {
    const SourceText source("name", "keep;");
    Builder b(Language::kSieve, source);
    write(&b);
    built.emplace(std::move(b.Build().value()));
  }
  const SourceText source("name", "keep;");
  Builder b(Language::kSieve, source);
  write(&b);
  EXPECT_EQ(built->bytes(), b.Finish().value());
  EXPECT_EQ(built->source_name(), "name");
  EXPECT_TRUE(built->MatchesSource("keep;"));
  EXPECT_EQ(built->variables()[0], "v");
  EXPECT_EQ(built->FrameOf(3).command, "save");
}

TEST(Builder, BuildVerifies) {
  const SourceText source("x", "");
  Builder b(Language::kSieve, source);
  b.Emit(Op::kPop);
  const Result<Program> program = b.Build();
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, Code::kBadProgram);
}

TEST(Builder, EntriesShareVariablesAndBeginWithAnEmptyStack) {
  SourceText source("strings", "");
  Builder b(Language::kExim, source);
  const uint16_t slot = b.Variable("expanded");
  b.EmitString("one");
  b.EmitCount(Op::kStoreVar, slot);
  b.EmitBool(true);
  b.NextEntry();
  b.EmitString("two");
  b.EmitCount(Op::kStoreVar, slot);
  const auto program = b.Build();
  ASSERT_TRUE(program) << program.error().text;
  ASSERT_EQ(program->entries().size(), 1U);
  EXPECT_EQ(program->entries()[0], 4U);
  EXPECT_EQ(program->code()[3].op, Op::kHalt);
}

TEST(Builder, AnEntryIsVerified) {
  SourceText source("strings", "");
  Builder b(Language::kExim, source);
  b.EmitBool(true);
  b.NextEntry();
  b.Emit(Op::kPop);
  const auto program = b.Build();
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, Code::kBadProgram);
}

TEST(Builder, ConstantsAsTheyCome) {
  SourceText source("strings", "");
  Builder b(Language::kSieve, source, Constants::kAsTheyCome);
  for (int i = 0; i < 40; ++i) WriteHeaderRule(b);
  const auto program = b.Build();
  ASSERT_TRUE(program) << program.error().text;
  EXPECT_EQ(program->block_count(), 80U);
  EXPECT_EQ(program->string(4 * 39 + 1).text(), "a");
  EXPECT_EQ(program->imports().size(), 2U);
}

TEST(Builder, RefusesWhatDoesNotFit) {
  SourceText source("x", "");
  Builder b(Language::kSieve, source);
  b.EmitCount(Op::kConcat, 70000);
  auto bytes = b.Finish();
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::kLimit);
}

}  // namespace
}  // namespace trommel
