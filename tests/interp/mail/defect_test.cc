// SPDX-License-Identifier: MIT
// DefectSet is a set.
#include "interp/mail/defect.h"

#include <gtest/gtest.h>

namespace trommel::mail {
namespace {

TEST(Defect, SetHoldsWhatWasAdded) {
  DefectSet set;
  EXPECT_TRUE(set.empty());
  set.Add(Defect::kBareCr);
  EXPECT_TRUE(set.Has(Defect::kBareCr));
  EXPECT_FALSE(set.Has(Defect::kNoHeader));
  DefectSet other;
  other.Add(Defect::kTooManyParts);
  set.Add(other);
  EXPECT_TRUE(set.Has(Defect::kTooManyParts));
  EXPECT_TRUE(set.Has(Defect::kBareCr));
}

TEST(Defect, TextsFollowTheTable) {
  EXPECT_EQ(DefectText(Defect::kNoHeader), "there is no header");
  EXPECT_EQ(DefectText(Defect::kTooManyParts),
            "there are more parts than the limit");
}

}  // namespace
}  // namespace trommel::mail
