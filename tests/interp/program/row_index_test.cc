// SPDX-License-Identifier: MIT
// RowIndex: names, kinds, languages and capabilities.
#include "interp/program/row_index.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

TEST(RowIndex, FindsByLanguageKindAndName) {
  const RowIndex& index = fake::Index();
  const RowEntry* keep =
      index.Find(Language::kSieve, RowKind::kCommand, "keep");
  ASSERT_NE(keep, nullptr);
  EXPECT_EQ(keep->row->name, "keep");
  EXPECT_EQ(keep->feature, &fake::kSieve);
  EXPECT_EQ(index.Find(Language::kSieve, RowKind::kTest, "keep"), nullptr);
  EXPECT_EQ(index.Find(Language::kExim, RowKind::kCommand, "keep"), nullptr);
  EXPECT_EQ(index.Find(Language::kSieve, RowKind::kCommand, "kee"), nullptr);
  EXPECT_EQ(index.Find(Language::kSieve, RowKind::kCommand, ""), nullptr);
}

TEST(RowIndex, OnlySieveIsCaseless) {
  const RowIndex& index = fake::Index();
  EXPECT_NE(index.Find(Language::kSieve, RowKind::kCommand, "KeeP"), nullptr);
  EXPECT_NE(index.Find(Language::kExim, RowKind::kItem, "sg"), nullptr);
  EXPECT_EQ(index.Find(Language::kExim, RowKind::kItem, "SG"), nullptr);
}

TEST(RowIndex, AnEmptyIndexFindsNothing) {
  RowIndex index{FeatureList()};
  EXPECT_EQ(index.Find(Language::kSieve, RowKind::kTest, "size"), nullptr);
  EXPECT_EQ(index.Capability(Language::kSieve, "fileinto"), nullptr);
}

TEST(RowIndex, AnswersAlikeAgain) {
  const RowIndex index(fake::Index().features());
  std::string long_name(100, 'x');
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(index.Find(Language::kExim, RowKind::kItem, "sg"), nullptr);
    EXPECT_EQ(index.Find(Language::kExim, RowKind::kOperator, "sg"), nullptr);
    EXPECT_EQ(index.Find(Language::kExim, RowKind::kItem, long_name), nullptr);
    EXPECT_EQ(index.Find(Language::kSieve, RowKind::kTest, "Keep"), nullptr);
    EXPECT_NE(index.Find(Language::kSieve, RowKind::kCommand, "Keep"), nullptr);
  }
}

TEST(RowIndex, AnyNumberOfNamesMayBeUnknown) {
  const RowIndex index(fake::Index().features());
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2000; ++i) {
      const std::string name = "x" + std::to_string(i);
      ASSERT_EQ(index.Find(Language::kExim, RowKind::kItem, name), nullptr);
    }
    EXPECT_NE(index.Find(Language::kExim, RowKind::kItem, "sg"), nullptr);
  }
}

TEST(RowIndex, AnyOfSeveralCapabilitiesWillDo) {
  static constexpr Feature kTwo{.name = "two",
                                .version = 1,
                                .language = Language::kSieve,
                                .capability = "imap4flags imapflags",
                                .rows = {}};
  static constexpr std::array<const Feature*, 1> kList{&kTwo};
  RowIndex index{FeatureList(kList)};
  EXPECT_EQ(index.Capability(Language::kSieve, "imap4flags"), &kTwo);
  EXPECT_EQ(index.Capability(Language::kSieve, "imapflags"), &kTwo);
  EXPECT_EQ(index.Capability(Language::kSieve, "imap"), nullptr);
  EXPECT_EQ(index.Capability(Language::kSieve, ""), nullptr);
  EXPECT_EQ(index.Capability(Language::kSieve, "imap4flags imapflags"),
            nullptr);
  EXPECT_EQ(index.Capability(Language::kExim, "imapflags"), nullptr);
}

}  // namespace
}  // namespace trommel
