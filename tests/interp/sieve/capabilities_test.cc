// SPDX-License-Identifier: MIT
#include "interp/sieve/capabilities.h"

#include <gtest/gtest.h>

#include <deque>

#include "interp/sieve/parser.h"
#include "stdlib/registry.h"
#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

class CapabilitiesTest : public ::testing::Test {
 protected:
  void Require(std::string text) {
    const SourceText& source = sources_.emplace_back("t", std::move(text));
    const Node* node = Parse(source, rows_, &arena_, &issues_);
    names_.Require(*node);
    said_ = IssueText(source, issues_);
  }
  const RowEntry& Entry(RowKind kind, std::string_view name) {
    return *rows_.Find(Language::kSieve, kind, name);
  }

  std::deque<SourceText> sources_;  // what was required views them
  RowIndex rows_{stdlib::AllFeatures()};
  Arena arena_;
  IssueList issues_;
  Capabilities names_{rows_, &issues_};
  std::string said_;
};

TEST_F(CapabilitiesTest, EnablesWhatIsRequired) {
  const RowEntry& fileinto = Entry(RowKind::kCommand, "fileinto");
  EXPECT_FALSE(names_.Enabled(fileinto.feature));
  EXPECT_TRUE(names_.Enabled(Entry(RowKind::kCommand, "keep").feature));
  Require("require [\"fileinto\", \"variables\"];");
  EXPECT_EQ(said_, "");
  EXPECT_TRUE(names_.Enabled(fileinto.feature));
}

TEST_F(CapabilitiesTest, KnowsTheComparatorsThatAreAlwaysThere) {
  Require("require \"comparator-i;octet\";");
  EXPECT_EQ(said_, "");
  Require("require \"comparator-i;none\";");
  EXPECT_EQ(said_, "1:9-19 unknown capability \"comparator-i;none\"\n");
}

TEST_F(CapabilitiesTest, NamesAreExact) {
  Require("require \"FileInto\";");
  EXPECT_EQ(said_,
            "1:9-10 unknown capability \"FileInto\" | did you mean "
            "\"fileinto\"?\n");
}

TEST_F(CapabilitiesTest, ComplainsOnceACapability) {
  const RowEntry& fileinto = Entry(RowKind::kCommand, "fileinto");
  names_.Demand(fileinto, {3, 4}, "");
  names_.Demand(fileinto, {7, 8}, "");
  names_.Demand(Entry(RowKind::kTag, "copy"), {9, 10}, ":");
  ASSERT_EQ(issues_.errors(), 2U);
  EXPECT_EQ(issues_.all()[0].span.begin, 3U);
  EXPECT_EQ(issues_.all()[1].text,
            "\":copy\" is used but \"copy\" is not required");
}

}  // namespace
}  // namespace trommel::sieve
