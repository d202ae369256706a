// SPDX-License-Identifier: MIT
// Verify: each rule broken once, and the borders that must hold.
#include <gtest/gtest.h>

#include "tests/interp/program/verify_cases.h"

namespace trommel {
namespace {

using namespace verify_cases;

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
      {Times(1024, "Nil\n") + "Halt", ""},
      {Times(1025, "Nil\n") + "Halt",
       "instruction 1024 (Nil): the stack is too deep"},
      {Times(1000, "Str 0\nIter\n") + "Halt", ""},
      {Times(1001, "Str 0\nIter\n") + "Halt",
       "instruction 2001 (Iter): nested too deep"},
      {Times(1024, "SaveMatch\n") + "Halt", ""},
      {Times(1025, "SaveMatch\n") + "Halt",
       "instruction 1024 (SaveMatch): nested too deep"},
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
