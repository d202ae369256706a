// SPDX-License-Identifier: MIT
// Verify: each rule broken once, and the borders that must hold.
#include <gtest/gtest.h>

#include "interp/program/listing.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

constexpr const char* kSievePrelude =
    "import 0 sieve command core/3 keep\n"
    "import 1 sieve command core/3 fileinto\n"
    "import 2 sieve test core/3 header\n"
    "import 3 sieve test core/3 size\n"
    "import 4 sieve source core/3 parts\n"
    "import 5 sieve tag core/3 flags\n"
    "import 6 sieve command core/3 unmade\n"
    "string 0 \"a\"\nstring 1 \"b\"\nint 0 7\nlist 0 0 1\n"
    "block 0\nblock 1 nil string:0\nblock 2 int:0 string:0\n"
    "variable 0 \"v\"\ncode\n";
constexpr const char* kEximPrelude =
    "language exim\n"
    "import 0 exim command \"exim core\"/1 mail\n"
    "import 1 exim item \"exim core\"/1 sg\n"
    "import 2 exim lookup \"exim core\"/1 lookup\n"
    "import 3 exim variable \"exim core\"/1 local_part\n"
    "import 4 exim if-condition \"exim core\"/1 \"==\"\n"
    "string 0 \"a\"\nint 0 7\nlist 0 0\ncode\n";

std::string Times(int count, std::string_view line) {
  std::string out;
  for (int i = 0; i < count; ++i) out += line;
  return out;
}

/// "" when the code loads, the error otherwise.
std::string Load(const char* prelude, const std::string& code) {
  auto bytes = Assemble(prelude + code);
  if (!bytes) return "listing: " + bytes.error().text;
  auto program = Program::Load(std::move(*bytes), fake::Index());
  return program ? "" : program.error().text;
}

struct Case {
  std::string code;
  std::string error;  // "" when it is fine
};

void Expect(const char* prelude, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Load(prelude, c.code), c.error) << c.code;
  }
}

void ExpectSieve(const std::vector<Case>& cases) {
  Expect(kSievePrelude, cases);
}

TEST(Verify, Operands) {
  ExpectSieve({
      {"Str 1\nHalt", ""},
      {"Str 2\nHalt", "instruction 0 (Str): operand out of range"},
      {"Int 1\nHalt", "instruction 0 (Int): operand out of range"},
      {"List 1\nHalt", "instruction 0 (List): operand out of range"},
      {"LoadVar 1\nHalt", "instruction 0 (LoadVar): operand out of range"},
      {"LoadMatch 31\nHalt", ""},
      {"LoadMatch 32\nHalt", "instruction 0 (LoadMatch): operand out of range"},
      {"Raise 2", "instruction 0 (Raise): operand out of range"},
      {"CallConst keep#0 block 3\nHalt",
       "instruction 0 (CallConst): operand out of range"},
      {"Concat 300\nHalt", "instruction 0 (Concat): operand out of range"},
      {"Call keep#0 args 300\nHalt",
       "instruction 0 (Call): operand out of range"},
      {"Jump L\nL:", "instruction 0 (Jump): operand out of range"},
      // Dead code is checked too.
      {"Halt\nStr 2", "instruction 1 (Str): operand out of range"},
  });
}

TEST(Verify, EveryPathEnds) {
  ExpectSieve({
      {"Halt", ""},
      {"Raise 0", ""},
      {"Force 0", ""},
      {"L:\nJump L", ""},
      {"Halt\nNil", ""},  // nothing leads there
      {"", "runs off the end"},
      {"Nil", "runs off the end"},
      {"Bool true\nJumpFalse L\nHalt\nL:\nNil", "runs off the end"},
      {"LoadVar 0\nJumpNil L\nL:\nHalt",
       "instruction 2 (Halt): paths meet with different stacks"},
  });
}

TEST(Verify, TypesOnTheStack) {
  ExpectSieve({
      {"Pop\nHalt", "instruction 0 (Pop): the stack is empty"},
      {"Nil\nPop\nHalt", ""},
      {"Bool true\nNot\nJumpTrue L\nL:\nHalt", ""},
      {"Int 0\nNot\nHalt", "instruction 1 (Not): wrong type"},
      {"Str 0\nJumpFalse L\nL:\nHalt", "instruction 1 (JumpFalse): wrong type"},
      {"Nil\nJumpTrue L\nL:\nHalt", "instruction 1 (JumpTrue): wrong type"},
      {"Int 0\nJumpNil L\nPop\nL:\nHalt",
       "instruction 1 (JumpNil): wrong type"},
      {"Nil\nJumpNil L\nPop\nL:\nHalt", ""},
      {"Str 0\nStr 1\nConcat 2\nStoreVar 0\nHalt", ""},
      {"Concat 0\nStoreVar 0\nHalt", ""},
      {"Str 0\nConcat 2\nHalt", "instruction 1 (Concat): the stack is empty"},
      {"Str 0\nInt 0\nConcat 2\nHalt", "instruction 2 (Concat): wrong type"},
      {"Str 0\nList 0\nConcat 2\nHalt", "instruction 2 (Concat): wrong type"},
      {"Str 0\nList 0\nMakeList 2\nHalt", ""},
      {"Str 0\nNil\nMakeList 2\nHalt", "instruction 2 (MakeList): wrong type"},
      {"List 0\nStoreVar 0\nHalt", "instruction 1 (StoreVar): wrong type"},
  });
}

TEST(Verify, PathsThatMeet) {
  ExpectSieve({
      // One of two types is not enough for either.
      {"Bool true\nJumpFalse E\nStr 0\nJump D\nE:\nInt 0\nD:\nStoreVar 0\nHalt",
       "instruction 5 (StoreVar): wrong type"},
      {"Bool true\nJumpFalse E\nStr 0\nJump D\nE:\nInt 0\nD:\nPop\nHalt", ""},
      {"Bool true\nJumpFalse E\nStr 0\nE:\nHalt",
       "instruction 3 (Halt): paths meet with different stacks"},
      // A jump back that brings another type is seen the second time round.
      {"Str 0\nL:\nStoreVar 0\nInt 0\nJump L",
       "instruction 1 (StoreVar): wrong type"},
      {"Str 0\nL:\nPop\nInt 0\nJump L", ""},
      {"L:\nNil\nJump L",
       "instruction 0 (Nil): paths meet with different stacks"},
      // A target that only a jump back reaches.
      {"Jump T\nL:\nNot\nHalt\nT:\nInt 0\nJump L",
       "instruction 1 (Not): wrong type"},
  });
}

TEST(Verify, Depths) {
  ExpectSieve({
      {Times(256, "Nil\n") + "Halt", ""},
      {Times(257, "Nil\n") + "Halt",
       "instruction 256 (Nil): the stack is too deep"},
      {Times(32, "Str 0\nIter\n") + "Halt", ""},
      {Times(33, "Str 0\nIter\n") + "Halt",
       "instruction 65 (Iter): nested too deep"},
      {Times(256, "SaveMatch\n") + "Halt", ""},
      {Times(257, "SaveMatch\n") + "Halt",
       "instruction 256 (SaveMatch): nested too deep"},
  });
}

TEST(Verify, LoopsAndMatches) {
  ExpectSieve({
      {"List 0\nIter\nL:\nNext E\nPop\nJump L\nE:\nHalt", ""},
      {"List 0\nIter\nNext E\nPop\nEndIter\nE:\nHalt", ""},
      {"Int 0\nIter\nHalt", "instruction 1 (Iter): wrong type"},
      {"Next E\nE:\nHalt", "instruction 0 (Next): nothing to end"},
      {"EndIter\nHalt", "instruction 0 (EndIter): nothing to end"},
      // Left by a jump without EndIter.
      {"List 0\nIter\nNext E\nPop\nJump E\nE:\nHalt",
       "instruction 5 (Halt): paths meet with different stacks"},
      {"List 0\nL:\nIter\nList 0\nJump L",
       "instruction 1 (Iter): paths meet with different stacks"},
      {"SaveMatch\nRestoreMatch\nHalt", ""},
      {"RestoreMatch\nHalt", "instruction 0 (RestoreMatch): nothing to end"},
      {"Bool true\nJumpFalse L\nSaveMatch\nL:\nHalt",
       "instruction 3 (Halt): paths meet with different stacks"},
  });
}

TEST(Verify, CallsAndUsageLines) {
  ExpectSieve({
      {"Nil\nStr 0\nCall fileinto#1 args 2\nHalt", ""},
      {"Bool true\nStr 0\nCall fileinto#1 args 2\nHalt", ""},
      {"Str 0\nCall fileinto#1 args 2\nHalt",
       "instruction 1 (Call): the stack is empty"},
      {"Str 0\nCall fileinto#1 args 1\nHalt",
       "instruction 1 (Call): fileinto: too few values"},
      {"Nil\nNil\nCall fileinto#1 args 2\nHalt",
       "instruction 2 (Call): fileinto: mailbox has the wrong type"},
      {"Str 0\nStr 0\nCall fileinto#1 args 2\nHalt",
       "instruction 2 (Call): fileinto: copy has the wrong type"},
      {"Str 0\nInt 0\nCall size#3 args 2\nNot\nPop\nHalt", ""},
      {"Call keep#0 args 0\nPop\nHalt",
       "instruction 1 (Pop): the stack is empty"},
      {"Call parts#4 args 0\nIter\nHalt", ""},
      {"Call flags#5 args 0\nHalt",
       "instruction 0 (Call): flags cannot be called"},
      {"CallConst unmade#6 block 0\nHalt",
       "instruction 0 (CallConst): unmade cannot be called"},
      {"CallConst fileinto#1 block 1\nHalt", ""},
      {"CallConst fileinto#1 block 0\nHalt",
       "instruction 0 (CallConst): fileinto: too few values"},
      {"CallConst fileinto#1 block 2\nHalt",
       "instruction 0 (CallConst): fileinto: copy has the wrong type"},
  });
}

TEST(Verify, LentTagsArePairs) {
  ExpectSieve({
      {"Str 0\nList 0\nCall keep#0 args 2\nHalt", ""},
      {"Str 0\nCall keep#0 args 1\nHalt",
       "instruction 1 (Call): keep: too many values"},
      {"Int 0\nStr 0\nCall keep#0 args 2\nHalt",
       "instruction 2 (Call): keep: a lent tag without a name"},
      {"Nil\nCall parts#4 args 1\nHalt",
       "instruction 1 (Call): parts: too many values"},
  });
}

TEST(Verify, EximCalls) {
  Expect(kEximPrelude,
         {
             {"Str 0\nStr 0\nStr 0\nCall mail#0 args 3\nHalt", ""},
             {"Call mail#0 args 0\nHalt",
              "instruction 0 (Call): mail: too few values"},
             {"Str 0\nInt 0\nCall mail#0 args 2\nHalt",
              "instruction 2 (Call): mail: a further value has the wrong type"},
             {"Str 0\nStr 0\nStr 0\nStr 0\nCall sg#1 args 4\nHalt",
              "instruction 4 (Call): sg: too many values"},
             {"Str 0\nCall lookup#2 args 1\nJumpNil L\nPop\nL:\nHalt", ""},
             {"Str 0\nCall lookup#2 args 1\nConcat 1\nHalt",
              "instruction 2 (Concat): wrong type"},
             {"Call local_part#3 args 0\nConcat 1\nPop\nHalt", ""},
             {"Str 0\nStr 0\nCall \"==\"#4 args 2\nJumpTrue L\nL:\nHalt", ""},
         });
}

TEST(Verify, ProvesTheDeepestStack) {
  auto bytes = Assemble("code\nNil\nPop\nNil\nNil\nNil\nHalt\nNil\nNil\nNil");
  auto program = Program::Load(std::move(bytes.value()), fake::Index());
  EXPECT_EQ(program.value().stack_depth(), 3U);
}

TEST(Verify, ManyTargetsOnADeepStackAreRefused) {
  std::string code = Times(250, "Nil\n");
  for (int i = 0; i < 2000; ++i) {
    std::string label = "L" + std::to_string(i);
    code += "Bool true\nJumpTrue " + label + "\n" + label + ":\n";
  }
  EXPECT_NE(Load(kSievePrelude, code + "Halt").find("too much on the stacks"),
            std::string::npos);
}

TEST(Verify, TangledJumpsAreRefused) {
  // Each target is found only after the one behind it: a pass each.
  std::string code = "Jump L0\nHalt\n";
  std::string chain;
  for (int i = 0; i < 100; ++i) {
    chain = "L" + std::to_string(i) + ":\nJump L" + std::to_string(i + 1) +
            "\n" + chain;
  }
  EXPECT_EQ(Load(kSievePrelude, code + "L100:\nHalt\n" + chain),
            "the jumps are too tangled");
}

}  // namespace
}  // namespace trommel
