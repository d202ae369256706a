// SPDX-License-Identifier: MIT
// Listings: there and back, and what Assemble refuses.
#include "interp/program/listing.h"

#include <gtest/gtest.h>

#include "interp/program/builder.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

/// One of everything a program can hold.
std::string EverySortOfThing() {
  SourceText source("dir/a \"b\".sieve", "if\nsize\nkeep");
  Builder b(Language::kSieve, source);
  static constexpr std::string_view kList[] = {"a", "\xC3\xA4\n", ""};
  b.At(0);
  b.CallConst(
      fake::Test("size"),
      std::array{Builder::Constant{.type = Type::kString, .text = ":over"},
                 Builder::Constant{.type = Type::kInt, .number = INT64_MIN}});
  Jump over = b.Branch(Op::kJumpFalse);
  b.At(8);
  b.BeginFrame("${x}", "fileinto");
  b.EmitBool(true);
  b.EmitString(std::string_view("q\"\\\0;", 5));
  b.EmitCount(Op::kStoreVar, b.Variable("va\"r"));
  b.EmitCount(Op::kLoadVar, 0);
  b.EmitCount(Op::kLoadMatch, 3);
  b.EmitCount(Op::kConcat, 2);
  b.EndFrame();
  b.Call(fake::Command("fileinto"), 2);
  b.EmitList(kList);
  b.Emit(Op::kIter);
  uint32_t head = b.Here();
  Jump done = b.Branch(Op::kNext);
  b.Emit(Op::kPop);
  b.JumpBack(head);
  b.Bind(done);
  b.EmitInt(42);
  b.Emit(Op::kPop);
  b.EmitText(Op::kRaise, std::string(500, 'x'));
  b.Bind(over);
  b.CallConst(
      fake::Command("fileinto"),
      std::array{Builder::Constant{.type = Type::kBool, .boolean = true},
                 Builder::Constant{.type = Type::kString, .text = "Box"}});
  return b.Finish().value();
}

Program Loaded(std::string bytes) {
  return std::move(Program::Load(std::move(bytes), fake::Index()).value());
}

TEST(Listing, ComesBackToTheByte) {
  std::string bytes = EverySortOfThing();
  std::string listing = Disassemble(Loaded(bytes));
  auto again = Assemble(listing);
  ASSERT_TRUE(again) << again.error().text << "\n" << listing;
  EXPECT_EQ(*again, bytes) << listing;
}

TEST(Listing, EximNamesAreQuotedWhereNeeded) {
  SourceText source("f", "");
  Builder b(Language::kExim, source);
  b.EmitString("a");
  b.EmitString("b");
  b.Call(fake::Find(Language::kExim, RowKind::kIfCondition, "=="), 2);
  std::string bytes = b.Finish().value();
  std::string listing = Disassemble(Loaded(bytes));
  EXPECT_NE(listing.find("import 0 exim if-condition \"exim core\"/1 \"==\""),
            std::string::npos)
      << listing;
  EXPECT_NE(listing.find("  Call \"==\"#0 args 2\n"), std::string::npos);
  EXPECT_EQ(Assemble(listing).value(), bytes);
}

TEST(Listing, IsOnePrintableLineAnEntry) {
  std::string listing = Disassemble(Loaded(EverySortOfThing()));
  for (char c : listing) {
    EXPECT_TRUE(c == '\n' || (c >= 0x20 && c <= 0x7E)) << int{c};
  }
  for (const char* line :
       {"language sieve\n", "source \"dir/a \\\"b\\\".sieve\" size 12 hash 0x",
        "import 0 sieve test core/3 size", "int 0 -9223372036854775808\n",
        "\"\\xc3\\xa4\\x0a\"\n", "variable 0 \"va\\\"r\"\n", "line 0 1:1\n",
        "line 2 3:1\n", "  Bool true", "code\n  CallConst size#0 block 0",
        "; \":over\" -9223372036854775808", "  JumpFalse L17\n", "L17:\n"}) {
    EXPECT_NE(listing.find(line), std::string::npos) << line << listing;
  }
}

TEST(Assemble, TakesCommentsBlanksAndAnyLabel) {
  auto bytes = Assemble(
      "; a comment\n\n  code ; here\r\n\tJump end;no blank\nend:\n Halt");
  ASSERT_TRUE(bytes) << bytes.error().text;
  Program program = Loaded(std::move(*bytes));
  EXPECT_EQ(program.code()[0].c, 1U);
}

struct BadListing {
  const char* listing;
  const char* error;
};

class AssembleRefuses : public testing::TestWithParam<BadListing> {};

TEST_P(AssembleRefuses, WithTheLine) {
  auto bytes = Assemble(GetParam().listing);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::kBadProgram);
  EXPECT_EQ(bytes.error().text, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AssembleRefuses,
    testing::Values(
        BadListing{"bogus", "line 1: unknown word bogus"},
        BadListing{"\ncode\nFly", "line 3: unknown instruction Fly"},
        BadListing{"code\nHalt 1", "line 2: more than expected"},
        BadListing{"code\nStr", "line 2: a word is missing"},
        BadListing{"code\nStr x", "line 2: bad number"},
        BadListing{"code\nStr 4294967296", "line 2: bad number"},
        BadListing{"code\nStr -1", "line 2: bad number"},
        BadListing{"code\nConcat 65536", "line 2: bad number"},
        BadListing{"code\nBool maybe", "line 2: unknown flag maybe"},
        BadListing{"code\nJump L1", "line 2: no label L1"},
        BadListing{"code\nL:\nL:\nJump L", "line 4: more than one label L"},
        BadListing{"string 1 \"\"", "line 1: entry out of order"},
        BadListing{"string 0 \"", "line 1: a string has no end"},
        BadListing{"string 0 x", "line 1: expected \""},
        BadListing{"string 0 \"\\", "line 1: bad escape in a string"},
        BadListing{"string 0 \"\\n\"", "line 1: bad escape in a string"},
        BadListing{"string 0 \"\\x1\"", "line 1: bad escape in a string"},
        BadListing{"string 0 \"\\xg1\"", "line 1: bad escape in a string"},
        BadListing{"int 0 9223372036854775808", "line 1: bad number"},
        BadListing{"int 0 1x", "line 1: bad number"},
        BadListing{"block 0 string", "line 1: expected :"},
        BadListing{"block 0 float:1", "line 1: unknown argument float"},
        BadListing{"language latin", "line 1: unknown language latin"},
        BadListing{"import 0 exim item a/1 b",
                   "line 1: import from another language"},
        BadListing{"import 0 sieve verb a/1 b", "line 1: unknown kind verb"},
        BadListing{"import 0 sieve test a b", "line 1: expected /"},
        BadListing{"source \"a\" length 3", "line 1: expected size"},
        BadListing{"import 0 sieve test a/1 b\ncode\nCall c#0 args 0",
                   "line 3: no such import"},
        BadListing{"code\nCall c#0 args 0", "line 2: no such import"}));

}  // namespace
}  // namespace trommel
