// SPDX-License-Identifier: MIT
// Check and what follows it: each table spoiled in each way.
#include <gtest/gtest.h>

#include "tests/interp/program/load_cases.h"

namespace trommel {
namespace {

using namespace load_cases;

struct Spoiled {
  const char* name;
  void (*spoil)(Tables&);
  const char* error;
};

class CheckRefuses : public testing::TestWithParam<Spoiled> {};

TEST_P(CheckRefuses, ASpoiledTable) {
  Tables tables;
  ASSERT_EQ(LoadError(tables.Written()), "");
  GetParam().spoil(tables);
  EXPECT_EQ(LoadError(tables.Written()), GetParam().error);
}

constexpr Spoiled kSpoiled[] = {
    {"Format", [](Tables& t) { t.parts.format = 2; },
     "program format 2, this build reads format 1"},
    {"Language", [](Tables& t) { t.parts.language = 2; },
     "language 2: unknown"},
    {"OtherLanguage", [](Tables& t) { t.parts.language = 1; },
     "program needs feature core version 3"},
    {"Version", [](Tables& t) { t.names.imports[0].version = 4; },
     "program needs feature core version 4"},
    {"Feature", [](Tables& t) { t.names.imports[1].feature = "cor"; },
     "program needs feature cor version 3"},
    {"Row", [](Tables& t) { t.names.imports[1].row = "keeps"; },
     "program needs feature core version 3"},
    {"Kind", [](Tables& t) { t.names.imports[1].kind = 17; },
     "import 1: unknown kind of row"},
    {"StringGap", [](Tables& t) { t.strings[1].first = 0; },
     "string 1: range out of place"},
    {"StringLong", [](Tables& t) { t.strings[2].size = 3; },
     "string 2: range out of place"},
    {"StringOverflow", [](Tables& t) { t.strings[2].size = UINT32_MAX; },
     "string 2: range out of place"},
    {"StringShort", [](Tables& t) { t.strings[2].size = 1; },
     "string 3: items left over"},
    {"ListAgain",
     [](Tables& t) {
       t.lists[1] = {0, 2};
     },
     "list 1: range out of place"},
    {"BlockGap", [](Tables& t) { t.blocks[1].first = 5; },
     "block 1: range out of place"},
    {"Item", [](Tables& t) { t.items[0] = 3; }, "list item 0: no such string"},
    {"ArgNil", [](Tables& t) { t.args[0].index = 1; },
     "argument 0: no such constant"},
    {"ArgBool",
     [](Tables& t) {
       t.args[1] = {2, 1};
     },
     "argument 1: no such constant"},
    {"ArgInt",
     [](Tables& t) {
       t.args[1] = {1, 2};
     },
     "argument 1: no such constant"},
    {"ArgString",
     [](Tables& t) {
       t.args[1] = {3, 3};
     },
     "argument 1: no such constant"},
    {"ArgList",
     [](Tables& t) {
       t.args[1] = {2, 4};
     },
     "argument 1: no such constant"},
    {"ArgType",
     [](Tables& t) {
       t.args[1] = {0, 5};
     },
     "argument 1: no such constant"},
    {"LineOrder", [](Tables& t) { t.lines[1].pc = 0; },
     "line 1: instruction out of order"},
    {"LineRange", [](Tables& t) { t.lines[1].pc = 6; },
     "line 1: instruction out of order"},
    {"FrameEmpty", [](Tables& t) { t.frames[0].end = 1; },
     "frame 0: instructions out of order"},
    {"FrameRange", [](Tables& t) { t.frames[0].end = 7; },
     "frame 0: instructions out of order"},
    {"FrameText", [](Tables& t) { t.frames[0].text = 3; },
     "frame 0: no such string"},
    {"FrameCommand", [](Tables& t) { t.frames[0].command = 3; },
     "frame 0: no such string"},
    {"FrameOrder",
     [](Tables& t) {
       t.frames.push_back({2, 4, 0, 0});
     },
     "frame 1: instructions out of order"},
    {"Opcode", [](Tables& t) { t.code[4].op = static_cast<Op>(kOps.size()); },
     "instruction 4: unknown opcode"},
    {"SpareA", [](Tables& t) { t.code[4].a = 1; },
     "instruction 4 (Pop): operand out of range"},
    {"SpareB", [](Tables& t) { t.code[4].b = 1; },
     "instruction 4 (Pop): operand out of range"},
    {"SpareC", [](Tables& t) { t.code[4].c = 1; },
     "instruction 4 (Pop): operand out of range"},
    {"Flag",
     [](Tables& t) {
       t.code[3] = {Op::kBool, 2, 0, 0};
     },
     "instruction 3 (Bool): operand out of range"},
    {"Import", [](Tables& t) { t.code[2].b = 2; },
     "instruction 2 (CallConst): operand out of range"},
    {"NoCode",
     [](Tables& t) { t.code.clear(), t.lines.clear(), t.frames.clear(); },
     "runs off the end"},
};

INSTANTIATE_TEST_SUITE_P(Cases, CheckRefuses, testing::ValuesIn(kSpoiled),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace trommel
