// SPDX-License-Identifier: MIT
// CheckOperands and CheckCall: each rule broken once.
#include "interp/program/verify_operands.h"

#include <gtest/gtest.h>

#include "tests/interp/program/verify_cases.h"

namespace trommel {
namespace {

using namespace verify_cases;

TEST(VerifyOperands, Operands) {
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
      {"Concat 1300\nHalt", "instruction 0 (Concat): operand out of range"},
      {"Call keep#0 args 1300\nHalt",
       "instruction 0 (Call): operand out of range"},
      {"Jump L\nL:", "instruction 0 (Jump): operand out of range"},
      // Dead code is checked too.
      {"Halt\nStr 2", "instruction 1 (Str): operand out of range"},
  });
}

TEST(VerifyOperands, CallsAndUsageLines) {
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

TEST(VerifyOperands, LentTagsArePairs) {
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

TEST(VerifyOperands, EximCalls) {
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

}  // namespace
}  // namespace trommel
