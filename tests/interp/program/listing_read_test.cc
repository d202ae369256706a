// SPDX-License-Identifier: MIT
// Assemble: what it reads and what it refuses.
#include <gtest/gtest.h>

#include "interp/program/listing.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

TEST(Assemble, TakesCommentsBlanksAndAnyLabel) {
  auto bytes = Assemble(
      "; a comment\n\n  code ; here\r\n\tJump end;no blank\nend:\n Halt");
  ASSERT_TRUE(bytes) << bytes.error().text;
  Program program = Program::Load(std::move(*bytes), fake::Index()).value();
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
