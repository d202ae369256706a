// SPDX-License-Identifier: MIT
// Load: what is refused before and after the structure is known to be sound.
#include <gtest/gtest.h>

#include <cstring>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/program/container.h"
#include "interp/program/listing.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

using container::Parts;

constexpr const char* kListing =
    "source \"x.sieve\" size 5 hash 0x12\n"
    "import 0 sieve test core/3 header\n"
    "import 1 sieve command core/3 keep\n"
    "string 0 \"a\"\nstring 1 \"\"\nstring 2 \"bc\"\nint 0 7\n"
    "list 0 0 2\nlist 1\nblock 0 nil nil list:0 string:2\nblock 1\n"
    "variable 0 \"v\"\nline 0 1:1\nline 2 2:3\nframe 1 3 text 0 command 2\n"
    "code\nCallConst header#0 block 0\nJumpFalse L\nCallConst keep#1 block 1\n"
    "Int 0\nPop\nL:\nHalt\n";

std::string Bytes() { return Assemble(kListing).value(); }

std::string LoadError(std::string bytes) {
  auto program = Program::Load(std::move(bytes), fake::Index());
  return program ? "" : program.error().text;
}

/// The tables of the listing, to be spoiled; they view `bytes`.
struct Tables {
  std::string bytes = Bytes();
  Parts parts = container::Read(bytes).value();
  std::vector<Insn> code{parts.code.begin(), parts.code.end()};
  std::vector<container::Range> strings{parts.strings.begin(),
                                        parts.strings.end()};
  std::vector<uint32_t> items{parts.items.begin(), parts.items.end()};
  std::vector<container::Range> lists{parts.lists.begin(), parts.lists.end()};
  std::vector<container::Arg> args{parts.args.begin(), parts.args.end()};
  std::vector<container::Range> blocks{parts.blocks.begin(),
                                       parts.blocks.end()};
  std::vector<container::Line> lines{parts.lines.begin(), parts.lines.end()};
  std::vector<container::Frame> frames{parts.frames.begin(),
                                       parts.frames.end()};

  std::string Written() {
    parts.code = code;
    parts.strings = strings;
    parts.items = items;
    parts.lists = lists;
    parts.args = args;
    parts.blocks = blocks;
    parts.lines = lines;
    parts.frames = frames;
    return container::Write(parts).value();
  }
};

TEST(Load, MakesValues) {
  auto program = Program::Load(Bytes(), fake::Index());
  ASSERT_TRUE(program) << program.error().text;
  Program moved = std::move(*program);
  EXPECT_EQ(moved.list(0).list()[1].text(), "bc");
  EXPECT_TRUE(moved.list(1).list().empty());
  EXPECT_EQ(moved.block(0)[2].list().data(), moved.list(0).list().data());
  EXPECT_FALSE(moved.string(0).tainted());
  EXPECT_EQ(moved.bytes(), Bytes());
}

struct Spoiled {
  const char* name;
  void (*spoil)(Tables&);
  const char* error;
};

class LoadRefuses : public testing::TestWithParam<Spoiled> {};

TEST_P(LoadRefuses, ASpoiledTable) {
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
    {"Version", [](Tables& t) { t.parts.imports[0].version = 4; },
     "program needs feature core version 4"},
    {"Feature", [](Tables& t) { t.parts.imports[1].feature = "cor"; },
     "program needs feature cor version 3"},
    {"Row", [](Tables& t) { t.parts.imports[1].row = "keeps"; },
     "program needs feature core version 3"},
    {"Kind", [](Tables& t) { t.parts.imports[1].kind = 14; },
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

INSTANTIATE_TEST_SUITE_P(Cases, LoadRefuses, testing::ValuesIn(kSpoiled),
                         [](const auto& row) { return row.param.name; });

TEST(Load, RefusesForeignBytes) {
  EXPECT_EQ(LoadError(""), "not a program: too short");
  EXPECT_EQ(LoadError(std::string(63, 'x')), "not a program: too short");
  EXPECT_EQ(LoadError(std::string(1000, 'x')),
            "not a program: no TRML identifier");
  EXPECT_EQ(LoadError(std::string(limits::kProgramBytes + 1, 'x')),
            "too large");
}

TEST(Load, RefusesEveryTruncation) {
  std::string bytes = Bytes();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(LoadError(bytes.substr(0, size)), "") << size;
  }
  EXPECT_EQ(LoadError(bytes + std::string(8, '\0')),
            "not laid out as the builder lays it out");
}

TEST(Load, SurvivesEveryBitFlip) {
  const std::string bytes = Bytes();
  size_t loaded = 0;
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    auto program = Program::Load(flipped, fake::Index());
    if (!program) continue;
    ++loaded;
    // What still loads is another sound program, equal to its listing.
    EXPECT_EQ(Assemble(Disassemble(*program)).value(), flipped) << bit;
  }
  // The text of strings and names, numbers, the hash, places.
  EXPECT_LT(loaded, bytes.size() * 8 / 5);
  EXPECT_GT(loaded, 0U);
}

TEST(Load, LooksUpSieveNamesCaseless) {
  Tables tables;
  tables.parts.imports[1].row = "KEEP";
  EXPECT_EQ(LoadError(tables.Written()), "");
}

TEST(Write, RefusesWhatIsTooLarge) {
  Tables tables;
  std::string name(limits::kProgramBytes, 'x');
  tables.parts.source_name = name;
  auto bytes = container::Write(tables.parts);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::kLimit);
}

}  // namespace
}  // namespace trommel
