// SPDX-License-Identifier: MIT
// Summaries: order, errors, merging, and a bound on names.
#include "tools/common/summary.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "interp/base/limits.h"

namespace trommel {
namespace {

const std::array<std::string, 1> kInbox = {"INBOX"};
const std::array<std::string, 2> kBoth = {"Lists", "redirect:a@b"};

Summary Sample() {
  Summary summary;
  summary.Add(kInbox, "");
  summary.Add(kBoth, "");
  summary.Add(kInbox, "it broke");
  return summary;
}

TEST(Summary, MostFrequentComesFirst) {
  EXPECT_EQ(Sample().Text(),
            "3 messages\n"
            "        2  INBOX\n"
            "        1  Lists\n"
            "        1  redirect:a@b\n"
            "1 with errors\n"
            "        1  it broke\n");
  EXPECT_EQ(Summary().Text(), "0 messages\n");
}

TEST(Summary, MergingIsAdding) {
  Summary sum = Sample();
  sum.Merge(Sample());
  EXPECT_EQ(sum.messages, 6U);
  EXPECT_EQ(sum.failed, 2U);
  EXPECT_EQ(sum.destinations.counts().at("INBOX"), 4U);
  EXPECT_EQ(sum.errors.counts().at("it broke"), 2U);
  sum.Clear();
  EXPECT_EQ(sum.Text(), "0 messages\n");
}

TEST(Summary, JsonHasTheSameNumbers) {
  const auto json = nlohmann::json::parse(Sample().Json());
  EXPECT_EQ(json["messages"], 3);
  EXPECT_EQ(json["errors"], 1);
  EXPECT_EQ(json["destinations"]["INBOX"], 2);
  EXPECT_EQ(json["error_texts"]["it broke"], 1);
}

TEST(Tally, NamesAreBounded) {
  Tally tally;
  for (size_t i = 0; i < limits::kSummaryRows + 5; ++i) {
    tally.Add("folder" + std::to_string(i));
  }
  EXPECT_EQ(tally.counts().size(), limits::kSummaryRows + 1);
  EXPECT_EQ(tally.counts().at("(other)"), 5U);
  tally.Add("folder0");
  EXPECT_EQ(tally.counts().at("folder0"), 2U);
}

TEST(Tally, LongNamesAreCutAtACharacter) {
  Tally tally;
  tally.Add(std::string(199, 'x') + "\xC3\xA9");
  EXPECT_EQ(tally.counts().begin()->first, std::string(199, 'x'));
}

}  // namespace
}  // namespace trommel
