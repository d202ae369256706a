// SPDX-License-Identifier: MIT
#include "tools/delivery/duplicate_memory.h"

#include <gtest/gtest.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

constexpr int64_t kNow = 1000;

TEST(DuplicateMemory, MarksHoldForTheirTime) {
  const Scratch scratch;
  const std::string path = scratch.Path("state");
  DuplicateMemory memory(path);
  EXPECT_FALSE(memory.Holds("a", kNow).value());
  ASSERT_TRUE(memory.Mark("a", kNow, kNow + 10));
  EXPECT_TRUE(memory.Holds("a", kNow).value());
  EXPECT_TRUE(memory.Holds("a", kNow + 9).value());
  EXPECT_FALSE(memory.Holds("a", kNow + 10).value());
  EXPECT_FALSE(memory.Holds("A", kNow).value());
}

TEST(DuplicateMemory, AMarkMadeAnewHoldsLonger) {
  const Scratch scratch;
  DuplicateMemory memory(scratch.Path("state"));
  ASSERT_TRUE(memory.Mark("a", kNow, kNow + 10));
  ASSERT_TRUE(memory.Mark("a", kNow + 5, kNow + 15));
  EXPECT_TRUE(memory.Holds("a", kNow + 14).value());
}

TEST(DuplicateMemory, IdsAreBytes) {
  const Scratch scratch;
  DuplicateMemory memory(scratch.Path("state"));
  const std::string odd("\0'\xFF;", 4);
  ASSERT_TRUE(memory.Mark(odd, kNow, kNow + 10));
  EXPECT_TRUE(memory.Holds(odd, kNow).value());
  EXPECT_FALSE(memory.Holds("", kNow).value());
}

TEST(DuplicateMemory, AnotherDeliveryOfTheMessageIsWaitedFor) {
  const Scratch scratch;
  const std::string path = scratch.Path("state");
  {
    const Holder other([&] {
      static DuplicateMemory memory(path);
      (void)memory.Holds("a", kNow);
    });
    DuplicateMemory memory(path);
    const Result<bool> answer = memory.Holds("a", kNow, 0);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::kTemporary);
    EXPECT_FALSE(memory.Holds("b", kNow, 0).value());
  }
  DuplicateMemory memory(path);
  EXPECT_FALSE(memory.Holds("a", kNow).value());
}

TEST(DuplicateMemory, AFileThatCannotBeIsAnError) {
  DuplicateMemory memory("/nonexistent/state");
  const Result<bool> answer = memory.Holds("a", kNow);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Code::kTemporary);
}

}  // namespace
}  // namespace trommel::delivery
