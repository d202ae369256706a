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
