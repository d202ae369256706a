// SPDX-License-Identifier: MIT
// Disassemble: what it writes comes back to the byte.
#include <gtest/gtest.h>

#include "interp/program/builder.h"
#include "interp/program/listing.h"
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

}  // namespace
}  // namespace trommel
