// SPDX-License-Identifier: MIT
// TargetStates: how states unite at a jump target.
#include "interp/program/verify_state.h"

#include <gtest/gtest.h>

#include <array>

namespace trommel::verify {
namespace {

/// Of three instructions, the last one a target.
class OneTarget : public TargetStates {
 public:
  OneTarget() : TargetStates(3) {
    Add(2);
    Add(2);
    Start({});
  }
};

State Make(std::initializer_list<TypeMask> masks) {
  State state;
  for (TypeMask mask : masks) state.stack[state.depth++] = mask;
  return state;
}

TEST(TargetStates, KnowsTargets) {
  OneTarget states;
  EXPECT_FALSE(states.IsTarget(0));
  EXPECT_FALSE(states.IsTarget(1));
  EXPECT_TRUE(states.IsTarget(2));
  EXPECT_FALSE(states.Reached(2));
}

TEST(TargetStates, AnEntryIsReachedWithNothing) {
  TargetStates states(3);
  states.Add(1);
  states.Add(2);
  states.Start(std::to_array<uint32_t>({2}));
  EXPECT_FALSE(states.Reached(1));
  ASSERT_TRUE(states.Reached(2));
  State state = Make({1});
  states.Restore(2, state);
  EXPECT_EQ(state.depth, 0);
  EXPECT_EQ(states.Unite(2, state), Merge::kSame);
  EXPECT_EQ(states.Unite(2, Make({1})), Merge::kMismatch);
}

TEST(TargetStates, MasksGrowUntilTheyDoNot) {
  OneTarget states;
  EXPECT_EQ(states.Unite(2, Make({1, 2})), Merge::kGrew);
  EXPECT_EQ(states.Unite(2, Make({1, 2})), Merge::kSame);
  EXPECT_EQ(states.Unite(2, Make({1, 4})), Merge::kGrew);
  EXPECT_EQ(states.Unite(2, Make({1, 2})), Merge::kSame);
  State state;
  states.Restore(2, state);
  ASSERT_EQ(state.depth, 2);
  EXPECT_EQ(state.stack[0], 1);
  EXPECT_EQ(state.stack[1], 6);
}

TEST(TargetStates, DepthsMustAgree) {
  OneTarget states;
  State state = Make({1});
  state.loops = 1;
  state.saves = 1;
  EXPECT_EQ(states.Unite(2, state), Merge::kGrew);
  State other = state;
  other.loops = 0;
  EXPECT_EQ(states.Unite(2, other), Merge::kMismatch);
  other = state;
  other.saves = 2;
  EXPECT_EQ(states.Unite(2, other), Merge::kMismatch);
  other = state;
  other.depth = 0;
  EXPECT_EQ(states.Unite(2, other), Merge::kMismatch);
  EXPECT_EQ(states.Unite(2, state), Merge::kSame);
}

}  // namespace
}  // namespace trommel::verify
