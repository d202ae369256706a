// SPDX-License-Identifier: MIT
// Maildir deliveries, and what is left of failed ones: nothing.
#include "tools/delivery/maildir.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

using Files = std::vector<std::string>;

TEST(Maildir, StoresTheBytes) {
  const Scratch scratch;
  const std::string message("a\0b\r\n\r\nFrom c\n", 15);
  auto step =
      DeliverToMaildir({scratch.Path("m"), "", 0600}, {"X: 1\n", "", message});
  ASSERT_TRUE(step->Prepare());
  EXPECT_EQ(scratch.Files("m/new"), Files{});
  EXPECT_EQ(scratch.Files("m/tmp").size(), 1U);
  ASSERT_TRUE(step->Commit());
  EXPECT_EQ(scratch.Files("m/tmp"), Files{});
  const Files files = scratch.Files("m/new");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(scratch.Read(files[0]), "X: 1\n" + message);
  EXPECT_TRUE(files[0].ends_with(",S=20")) << files[0];
  struct stat info {};
  ASSERT_EQ(::stat(scratch.Path(files[0]).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0600U);
}

TEST(Maildir, FlaggedGoesToCur) {
  const Scratch scratch;
  auto step = DeliverToMaildir({scratch.Path("m/"), "FS", 0640}, {"a\n"});
  ASSERT_TRUE(step->Prepare());
  ASSERT_TRUE(step->Commit());
  const Files files = scratch.Files("m");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_TRUE(files[0].starts_with("m/cur/"));
  EXPECT_TRUE(files[0].ends_with(",S=2:2,FS"));
  struct stat info {};
  ASSERT_EQ(::stat(scratch.Path(files[0]).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0640U);
}

TEST(Maildir, FolderInsideIsMarked) {
  const Scratch scratch;
  for (const char* folder : {"m", "m/.a", ".m"}) {
    auto step = DeliverToMaildir({scratch.Path(folder), "", 0600}, {"a\n"});
    ASSERT_TRUE(step->Prepare());
    step->Rollback();
  }
  EXPECT_EQ(scratch.Files(), Files{"m/.a/maildirfolder"});
}

TEST(Maildir, NamesAreUnique) {
  const Scratch scratch;
  for (int i = 0; i < 100; ++i) {
    auto step = DeliverToMaildir({scratch.Path("m"), "", 0600}, {"a\n"});
    ASSERT_TRUE(step->Prepare());
    ASSERT_TRUE(step->Commit());
  }
  EXPECT_EQ(scratch.Files("m/new").size(), 100U);
}

TEST(Maildir, RollbackLeavesNoFile) {
  const Scratch scratch;
  for (bool committed : {false, true}) {
    auto step = DeliverToMaildir({scratch.Path("m"), "", 0600}, {"a\n"});
    step->Rollback();
    ASSERT_TRUE(step->Prepare());
    if (committed) {
      ASSERT_TRUE(step->Commit());
    }
    step->Rollback();
    step->Rollback();
    EXPECT_EQ(scratch.Files(), Files{});
  }
}

TEST(Maildir, PathThroughAFileFails) {
  const Scratch scratch;
  scratch.Write("m", "not a folder");
  auto step = DeliverToMaildir({scratch.Path("m"), "", 0600}, {"a\n"});
  const Status status = step->Prepare();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
  EXPECT_EQ(scratch.Files(), Files{"m"});
}

TEST(Maildir, FullDiskLeavesNoFile) {
  const Scratch scratch;
  const int status = InChild([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {4096, 4096};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    const std::string big(10000, 'x');
    auto step = DeliverToMaildir({scratch.Path("m"), "", 0600}, {big});
    return step->Prepare() ? 1 : 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(scratch.Has("m/tmp"));
  EXPECT_EQ(scratch.Files(), Files{});
}

TEST(Maildir, ReadOnlyFolderFails) {
  const Scratch scratch;
  auto first = DeliverToMaildir({scratch.Path("m"), "", 0600}, {"a\n"});
  ASSERT_TRUE(first->Prepare());
  first->Rollback();
  ::chmod(scratch.Path("m").c_str(), 0755);
  for (const char* name : {"m/tmp", "m/new", "m/cur"}) {
    ::chmod(scratch.Path(name).c_str(), 0555);
  }
  const int status = InChild([&] {
    constexpr uid_t kNobody = 65534;
    if (::getuid() == 0 && ::setuid(kNobody) != 0) return 2;
    auto step = DeliverToMaildir({scratch.Path("m"), "", 0600}, {"a\n"});
    const Status prepared = step->Prepare();
    return !prepared && prepared.error().code == Code::kTemporary ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(scratch.Files(), Files{});
}

TEST(Maildir, CommitThatFailsLeavesNoFile) {
  const Scratch scratch;
  std::vector<std::unique_ptr<Step>> steps;
  steps.push_back(DeliverToMaildir({scratch.Path("a"), "", 0600}, {"a\n"}));
  steps.push_back(DeliverToMaildir({scratch.Path("b"), "", 0600}, {"a\n"}));
  ASSERT_TRUE(steps[1]->Prepare());
  steps[1]->Rollback();
  std::filesystem::remove(scratch.Path("b/new"));
  EXPECT_FALSE(CarryOut(steps));
  EXPECT_EQ(scratch.Files(), Files{});
}

}  // namespace
}  // namespace trommel::delivery
