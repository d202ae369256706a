// SPDX-License-Identifier: MIT
#include "tools/delivery/local_store.h"

#include <gtest/gtest.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

using Name = std::optional<std::string>;

class Store : public testing::Test {
 protected:
  Store() {
    for (const char* folder :
         {"m/cur", "m/.Spam/cur", "m/.a.b/cur", "m/.T&APY-p/cur"}) {
      std::filesystem::create_directories(scratch_.Path(folder));
    }
  }
  const Scratch scratch_;
  LocalStore store_{scratch_.Path("m/"), scratch_.path()};
};

TEST_F(Store, Exists) {
  for (const char* name :
       {"INBOX", "inbox", "Spam", "a/b", "a.b", "INBOX/Spam", "T\xC3\xB6p"}) {
    EXPECT_TRUE(store_.Exists(name).value()) << name;
  }
  for (const char* name :
       {"spam", "a", "b", "Gone", "", "../m", "a//b", "\xFF", "x\ny"}) {
    EXPECT_FALSE(store_.Exists(name).value()) << name;
  }
}

TEST_F(Store, NothingIsMadeByQuestions) {
  EXPECT_EQ(store_.ForUse("\\Junk").value(), Name());
  EXPECT_FALSE(store_.HasUse("Spam", "\\Junk").value());
  EXPECT_EQ(store_.ById("x").value(), Name());
  EXPECT_EQ(store_.Metadata("Spam", "/private/x").value(), Name());
  EXPECT_EQ(scratch_.Files(), std::vector<std::string>());
}

TEST_F(Store, UsesAreCaselessAndOfMailboxesThatAre) {
  ASSERT_TRUE(store_.SetUse("Gone", "\\Junk"));
  EXPECT_EQ(store_.ForUse("\\Junk").value(), Name());
  ASSERT_TRUE(store_.SetUse("a.b", "\\Junk"));
  ASSERT_TRUE(store_.SetUse("Spam", "\\Junk"));
  EXPECT_EQ(store_.ForUse("\\JUNK").value(), "Spam");
  EXPECT_TRUE(store_.HasUse("a/b", "\\junk").value());
  EXPECT_FALSE(store_.HasUse("INBOX", "\\junk").value());
  EXPECT_FALSE(store_.HasUse("Gone", "\\junk").value());
}

TEST_F(Store, Metadata) {
  ASSERT_TRUE(store_.SetMetadata("inbox", "/private/A", "one"));
  ASSERT_TRUE(store_.SetMetadata("a.b", "/private/A", ""));
  ASSERT_TRUE(store_.SetMetadata(std::nullopt, "/shared/x", "server"));
  ASSERT_TRUE(store_.SetMetadata("Gone", "/private/a", "no"));
  EXPECT_EQ(store_.Metadata("INBOX", "/private/a").value(), "one");
  EXPECT_EQ(store_.Metadata("a/b", "/PRIVATE/a").value(), "");
  EXPECT_EQ(store_.Metadata(std::nullopt, "/shared/X").value(), "server");
  EXPECT_EQ(store_.Metadata(std::nullopt, "/private/a").value(), Name());
  EXPECT_EQ(store_.Metadata("INBOX", "/shared/x").value(), Name());
  EXPECT_EQ(store_.Metadata("Gone", "/private/a").value(), Name());
  ASSERT_TRUE(store_.SetMetadata("INBOX", "/private/a", "two"));
  LocalStore again(scratch_.Path("m/"), scratch_.path());
  EXPECT_EQ(again.Metadata("INBOX", "/private/a").value(), "two");
}

TEST_F(Store, AnIdIsOfOneMailbox) {
  ASSERT_TRUE(store_.SetId("Spam", "F1"));
  EXPECT_EQ(store_.ById("F1").value(), "Spam");
  EXPECT_EQ(store_.ById("f1").value(), Name());
  ASSERT_TRUE(store_.SetId("a/b", "F1"));
  EXPECT_EQ(store_.ById("F1").value(), "a/b");
  ASSERT_TRUE(store_.SetId("a/b", "F2"));
  EXPECT_EQ(store_.ById("F1").value(), Name());
}

TEST_F(Store, Subscribe) {
  ASSERT_TRUE(store_.Subscribe("T\xC3\xB6p"));
  ASSERT_TRUE(store_.Subscribe("a/b"));
  ASSERT_TRUE(store_.Subscribe("a.b"));
  ASSERT_TRUE(store_.Subscribe("INBOX"));
  EXPECT_EQ(scratch_.Read("m/subscriptions"), "T&APY-p\na.b\n");
  EXPECT_FALSE(scratch_.Has("m/subscriptions.lock"));
}

TEST(MboxStore, Exists) {
  const Scratch scratch;
  std::filesystem::create_directories(scratch.Path("mail/a"));
  scratch.Write("mail/b", "");
  LocalStore store(scratch.Path("box"), scratch.path());
  EXPECT_TRUE(store.Exists("INBOX").value());
  EXPECT_TRUE(store.Exists("b").value());
  EXPECT_FALSE(store.Exists("a").value());
  EXPECT_FALSE(store.Exists("c").value());
  ASSERT_TRUE(store.SetUse("b", "\\Sent"));
  EXPECT_EQ(store.ForUse("\\Sent").value(), "b");
  EXPECT_TRUE(store.Subscribe("b"));
}

TEST(BrokenStore, IsAnErrorThatMayPass) {
  const Scratch scratch;
  std::filesystem::create_directories(scratch.Path("m/cur"));
  scratch.Write("m/trommel-mailboxes.sqlite", "this is no database at all....");
  LocalStore store(scratch.Path("m"), scratch.path());
  const auto answer = store.ForUse("\\Junk");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Code::kTemporary);
}

}  // namespace
}  // namespace trommel::delivery
