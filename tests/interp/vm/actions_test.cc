// SPDX-License-Identifier: MIT
#include "interp/vm/actions.h"

#include <gtest/gtest.h>

#include "interp/base/limits.h"

namespace trommel::vm {
namespace {

Action Make(ActionKind kind, std::string_view target, bool copy = false) {
  Action action;
  action.kind = kind;
  action.target = target;
  action.copy = copy;
  return action;
}

TEST(ActionList, SieveMergesDuplicates) {
  ActionList list(Language::kSieve);
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "a", true)));
  EXPECT_FALSE(list.delivered());
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "a")));
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "b")));
  EXPECT_EQ(list.all().size(), 2U);
  EXPECT_FALSE(list.all()[0].copy);
  EXPECT_TRUE(list.delivered());
}

TEST(ActionList, EximKeepsEveryCommand) {
  ActionList list(Language::kExim);
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "a")));
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "a")));
  EXPECT_EQ(list.all().size(), 2U);
}

TEST(ActionList, SecondVacationIsAConflict) {
  ActionList list(Language::kSieve);
  ASSERT_TRUE(list.Add(Make(ActionKind::kVacation, "a")));
  Status second = list.Add(Make(ActionKind::kVacation, "b"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::kRun);
  EXPECT_FALSE(list.delivered());
}

TEST(ActionList, RefusalsExcludeDeliveriesAnswersAndOneAnother) {
  constexpr ActionKind kRefusals[] = {ActionKind::kReject,
                                      ActionKind::kEreject};
  constexpr ActionKind kOthers[] = {
      ActionKind::kKeep,     ActionKind::kFileInto, ActionKind::kRedirect,
      ActionKind::kPipe,     ActionKind::kSnooze,   ActionKind::kVacation,
      ActionKind::kCalendar, ActionKind::kReject,   ActionKind::kEreject};
  for (ActionKind refusal : kRefusals) {
    for (ActionKind other : kOthers) {
      SCOPED_TRACE(ActionWord(other));
      ActionList before(Language::kSieve);
      ASSERT_TRUE(before.Add(Make(other, "a")));
      EXPECT_FALSE(before.Add(Make(refusal, "no")));
      ActionList after(Language::kSieve);
      ASSERT_TRUE(after.Add(Make(refusal, "no")));
      EXPECT_FALSE(after.Add(Make(other, "a")));
    }
  }
}

TEST(ActionList, RefusalsStandBesideTheRest) {
  ActionList list(Language::kSieve);
  for (ActionKind kind :
       {ActionKind::kNotify, ActionKind::kReject, ActionKind::kDiscard,
        ActionKind::kReport, ActionKind::kNote, ActionKind::kNotify}) {
    EXPECT_TRUE(list.Add(Make(kind, ActionWord(kind))));
  }
}

TEST(ActionList, RegisteredActionsConflict) {
  ActionList list(Language::kSieve);
  ASSERT_TRUE(list.Register(ActionKind::kVacation));
  EXPECT_FALSE(list.Register(ActionKind::kVacation));
  EXPECT_FALSE(list.Add(Make(ActionKind::kReject, "no")));
  EXPECT_TRUE(list.all().empty());
  list.Clear();
  EXPECT_TRUE(list.Add(Make(ActionKind::kReject, "no")));
}

TEST(ActionList, LimitsCanBeSet) {
  ActionList list(Language::kSieve);
  list.SetLimits({2, 1, 0});
  EXPECT_FALSE(list.Add(Make(ActionKind::kNotify, "a")));
  ASSERT_TRUE(list.Add(Make(ActionKind::kRedirect, "a")));
  const Status second = list.Add(Make(ActionKind::kRedirect, "b"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().text,
            "number of redirect actions exceeds policy limit (2 > 1)");
  ASSERT_TRUE(list.Add(Make(ActionKind::kFileInto, "a")));
  EXPECT_TRUE(list.Add(Make(ActionKind::kNote, "a")));
  const Status third = list.Add(Make(ActionKind::kFileInto, "b"));
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().text,
            "total number of actions exceeds policy limit (3 > 2)");
}

/// Adds `count` distinct actions; how many were taken.
size_t Taken(Language language, ActionKind kind, size_t count) {
  static std::vector<std::string> names;
  while (names.size() < count) names.push_back(std::to_string(names.size()));
  ActionList list(language);
  size_t taken = 0;
  for (size_t i = 0; i < count; ++i) {
    if (list.Add(Make(kind, names[i]))) ++taken;
  }
  return taken;
}

TEST(ActionList, LimitsHoldAtTheirValue) {
  EXPECT_EQ(Taken(Language::kSieve, ActionKind::kRedirect, 9),
            limits::kSieveRedirects);
  EXPECT_EQ(Taken(Language::kSieve, ActionKind::kFileInto, 40),
            limits::kSieveActions);
  EXPECT_EQ(Taken(Language::kExim, ActionKind::kRedirect, limits::kActions + 9),
            limits::kActions);
}

TEST(ActionList, ImplicitKeepCarriesFlags) {
  ActionList list(Language::kSieve);
  const Value flags[] = {Value::String("\\Seen")};
  list.SetKeepFlags(flags);
  list.AddImplicitKeep();
  EXPECT_TRUE(list.all()[0].implicit);
  EXPECT_EQ(list.all()[0].flags.size(), 1U);
}

}  // namespace
}  // namespace trommel::vm
