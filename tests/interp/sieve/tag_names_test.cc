// SPDX-License-Identifier: MIT
#include "interp/sieve/tag_names.h"

#include <gtest/gtest.h>

#include "stdlib/registry.h"

namespace trommel::sieve {
namespace {

TEST(TagNames, FindsTheChoice) {
  EXPECT_EQ(ChoiceOf("over / :under", "OVER"), "over");
  EXPECT_EQ(ChoiceOf("over / :under", "under"), "under");
  EXPECT_EQ(ChoiceOf("over / :under", "und"), "");
  EXPECT_EQ(ChoiceOf("", "x"), "");
}

TEST(TagNames, KnowsWhatATagExtends) {
  constexpr Row tag = {RowKind::kTag, "copy",  "copy",  "summary",
                       "example",     nullptr, nullptr, "fileinto redirect"};
  EXPECT_TRUE(Extends(tag, "fileinto"));
  EXPECT_TRUE(Extends(tag, "REDIRECT"));
  EXPECT_FALSE(Extends(tag, "keep"));
  EXPECT_FALSE(Extends(tag, "file"));
}

TEST(TagNames, SuggestsRowsOfTheKind) {
  const RowIndex rows(stdlib::AllFeatures());
  EXPECT_EQ(NearestRow(rows, "kepe", {RowKind::kCommand}),
            "did you mean \"keep\"?");
  EXPECT_EQ(NearestRow(rows, "kepe", {RowKind::kTest}), "");
}

TEST(TagNames, SuggestsOwnAndLentTags) {
  const RowIndex rows(stdlib::AllFeatures());
  const Row& fileinto =
      *rows.Find(Language::kSieve, RowKind::kCommand, "fileinto")->row;
  EXPECT_EQ(NearestTag(rows, fileinto, "copi"), "did you mean \":copy\"?");
  EXPECT_EQ(NearestTag(rows, fileinto, "zzzzz"),
            "usage: fileinto <mailbox: string>");
  const Row& address =
      *rows.Find(Language::kSieve, RowKind::kTest, "address")->row;
  EXPECT_EQ(NearestTag(rows, address, "domian"), "did you mean \":domain\"?");
}

}  // namespace
}  // namespace trommel::sieve
