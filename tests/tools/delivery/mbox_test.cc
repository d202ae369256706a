// SPDX-License-Identifier: MIT
// mbox deliveries: locks, quoting, and what a failure leaves.
#include "tools/delivery/mbox.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <ctime>

#include "tests/tools/delivery/scratch.h"
#include "tools/delivery/mbox_format.h"

namespace trommel::delivery {
namespace {

using Files = std::vector<std::string>;

constexpr int64_t kNoon = 1795953600;  // 2026-11-29 12:00:00 UTC
constexpr std::string_view kFrom = "From s@x Sun Nov 29 12:00:00 2026\n";

MboxTarget Target(const std::string& path) {
  MboxTarget target;
  target.path = path;
  target.sender = "s@x";
  target.seconds = kNoon;
  target.patience = {.tries = 2, .pause_ms = 1};
  return target;
}

Status Deliver(const std::string& path, Pieces pieces) {
  std::vector<std::unique_ptr<Step>> steps;
  steps.push_back(DeliverToMbox(Target(path), std::move(pieces)));
  return CarryOut(steps);
}

void LockByFcntl(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT, 0600);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  ::fcntl(file, F_SETLKW, &lock);
}

struct QuoteCase {
  std::string_view in;
  std::string_view out;
};

constexpr QuoteCase kQuotes[] = {
    {"", "\n\n"},
    {"a\n", "a\n\n"},
    {"a", "a\n\n"},
    {"a\r\n", "a\r\n\n"},
    {"From a\n", ">From a\n\n"},
    {"a\nFrom a\n", "a\n>From a\n\n"},
    {"a\n>From a\n", "a\n>>From a\n\n"},
    {"a\n>>>From From a\n", "a\n>>>>From From a\n\n"},
    {"a\nFrom b\nFrom c\n", "a\n>From b\n>From c\n\n"},
    {"a\n From b\n", "a\n From b\n\n"},
    {"a\nFromage\nFROM x\n", "a\nFromage\nFROM x\n\n"},
    {"a >From b\n", "a >From b\n\n"},
    {"a\rFrom b\n", "a\rFrom b\n\n"},
};

std::string Joined(const Pieces& pieces) {
  std::string out;
  for (std::string_view piece : pieces) out += piece;
  return out;
}

TEST(MboxFormat, QuotesFromLines) {
  for (const QuoteCase& c : kQuotes) {
    EXPECT_EQ(Joined(QuotedForMbox({c.in})), c.out) << c.in;
  }
  EXPECT_EQ(Joined(QuotedForMbox({"X: 1\n", "From a\n"})), "X: 1\n>From a\n\n");
}

TEST(MboxFormat, QuotingIsLinear) {
  std::string hostile(2000000, '>');
  for (size_t i = 0; i < hostile.size(); i += 100) {
    hostile.replace(i, 5, "From ");
  }
  EXPECT_EQ(QuotedForMbox({hostile}).size(), 4U);
}

TEST(MboxFormat, FromLineIsOneLine) {
  EXPECT_EQ(MboxFromLine("s@x", kNoon), kFrom);
  EXPECT_EQ(MboxFromLine("", 0),
            "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n");
  EXPECT_EQ(MboxFromLine("\"a b\n\"@x", 0),
            "From \"a_b_\"@x Thu Jan  1 00:00:00 1970\n");
}

TEST(Mbox, AppendsAfterAnEmptyLine) {
  const Scratch scratch;
  const std::string message = std::string(kFrom) + "b\n\n";
  for (const char* before : {"", "x", "x\n", "x\n\n"}) {
    scratch.Write("box", before);
    ASSERT_TRUE(Deliver(scratch.Path("box"), {"b\n"}));
    const std::string head = *before == 0 ? "" : "x\n\n";
    EXPECT_EQ(scratch.Read("box"), head + message);
  }
  EXPECT_EQ(scratch.Files(), Files{"box"});
}

TEST(Mbox, MakesFileAndFolders) {
  const Scratch scratch;
  MboxTarget target = Target(scratch.Path("a/b/box"));
  target.mode = 0666;
  auto step = DeliverToMbox(target, {"b\n"});
  ASSERT_TRUE(step->Prepare());
  ASSERT_TRUE(step->Commit());
  EXPECT_EQ(scratch.Files(), Files{"a/b/box"});
  struct stat info {};
  ASSERT_EQ(::stat(scratch.Path("a/b/box").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0666U);
}

TEST(Mbox, DevNullDiscards) { EXPECT_TRUE(Deliver("/dev/null", {"b\n"})); }

TEST(Mbox, RefusesWhatIsNoFile) {
  const Scratch scratch;
  scratch.Write("other", "o");
  ASSERT_EQ(::symlink("other", scratch.Path("link").c_str()), 0);
  ASSERT_EQ(::mkfifo(scratch.Path("fifo").c_str(), 0600), 0);
  ASSERT_EQ(::mkdir(scratch.Path("folder").c_str(), 0700), 0);
  for (const char* name : {"link", "fifo", "folder"}) {
    const Status status = Deliver(scratch.Path(name), {"b\n"});
    ASSERT_FALSE(status) << name;
    EXPECT_EQ(status.error().code, Code::kTemporary);
    EXPECT_FALSE(scratch.Has(std::string(name) + ".lock"));
  }
  EXPECT_EQ(scratch.Read("other"), "o");
}

TEST(Mbox, LockedByFcntlIsTemporary) {
  const Scratch scratch;
  const std::string path = scratch.Write("box", "x\n\n");
  {
    const Holder holder([&] { LockByFcntl(path); });
    const Status status = Deliver(path, {"b\n"});
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().text.find("locked"), std::string::npos);
    EXPECT_EQ(scratch.Files(), Files{"box"});
  }
  EXPECT_TRUE(Deliver(path, {"b\n"}));
}

TEST(Mbox, LockedByDotLockIsTemporary) {
  const Scratch scratch;
  const std::string path = scratch.Write("box", "x\n\n");
  scratch.Write("box.lock", "");
  EXPECT_FALSE(Deliver(path, {"b\n"}));
  EXPECT_EQ(scratch.Read("box"), "x\n\n");
  EXPECT_EQ(scratch.Files(), (Files{"box", "box.lock"}));
}

TEST(Mbox, StaleDotLockGoes) {
  const Scratch scratch;
  const std::string lock = scratch.Write("box.lock", "");
  const std::time_t old = std::time(nullptr) - 31 * 60;
  const timespec times[2] = {{old, 0}, {old, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, lock.c_str(), times, 0), 0);
  EXPECT_TRUE(Deliver(scratch.Path("box"), {"b\n"}));
  EXPECT_EQ(scratch.Files(), Files{"box"});
}

TEST(Mbox, HoldsBothLocksUntilCommit) {
  const Scratch scratch;
  const std::string path = scratch.Path("box");
  auto step = DeliverToMbox(Target(path), {"b\n"});
  ASSERT_TRUE(step->Prepare());
  EXPECT_TRUE(scratch.Has("box.lock"));
  EXPECT_EQ(InChild([&] { return Deliver(path, {"c\n"}) ? 1 : 0; }), 0);
  ASSERT_TRUE(step->Commit());
  EXPECT_EQ(InChild([&] { return Deliver(path, {"c\n"}) ? 1 : 0; }), 1);
}

TEST(Mbox, RollbackRestores) {
  const Scratch scratch;
  for (bool committed : {false, true}) {
    for (const char* before :
         {"x\n\n", "x", static_cast<const char*>(nullptr)}) {
      const std::string path = scratch.Path("box");
      std::filesystem::remove(path);
      if (before != nullptr) scratch.Write("box", before);
      auto step = DeliverToMbox(Target(path), {"b\n"});
      ASSERT_TRUE(step->Prepare());
      if (committed) {
        ASSERT_TRUE(step->Commit());
      }
      step->Rollback();
      step->Rollback();
      if (before != nullptr) {
        EXPECT_EQ(scratch.Read("box"), before);
      }
      EXPECT_EQ(scratch.Files().size(), before == nullptr ? 0U : 1U);
    }
  }
}

TEST(Mbox, RollbackSparesWhatOthersWrote) {
  const Scratch scratch;
  const std::string path = scratch.Path("box");
  auto step = DeliverToMbox(Target(path), {"b\n"});
  ASSERT_TRUE(step->Prepare());
  ASSERT_TRUE(step->Commit());
  ASSERT_TRUE(Deliver(path, {"c\n"}));
  const std::string both = scratch.Read("box");
  step->Rollback();
  EXPECT_EQ(scratch.Read("box"), both);
}

TEST(Mbox, FullDiskRestores) {
  const Scratch scratch;
  const std::string path = scratch.Write("box", "x\n\n");
  const int status = InChild([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {4096, 4096};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    const std::string big(10000, 'x');
    return Deliver(path, {big}) ? 1 : 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(scratch.Read("box"), "x\n\n");
  EXPECT_EQ(scratch.Files(), Files{"box"});
}

TEST(Mbox, ManyWritersLoseNothing) {
  const Scratch scratch;
  const std::string path = scratch.Path("box");
  constexpr int kWriters = 4;
  constexpr int kMessages = 10;
  std::vector<pid_t> writers;
  for (int i = 0; i < kWriters; ++i) {
    const pid_t id = ::fork();
    if (id != 0) {
      writers.push_back(id);
      continue;
    }
    for (int k = 0; k < kMessages; ++k) {
      MboxTarget target = Target(path);
      target.patience = {.tries = 5000, .pause_ms = 1};
      auto step = DeliverToMbox(target, {"b\n"});
      if (!step->Prepare() || !step->Commit()) ::_exit(1);
    }
    ::_exit(0);
  }
  for (pid_t id : writers) {
    int status = -1;
    ::waitpid(id, &status, 0);
    EXPECT_EQ(status, 0);
  }
  std::string expected;
  for (int i = 0; i < kWriters * kMessages; ++i) {
    expected += std::string(kFrom) + "b\n\n";
  }
  EXPECT_EQ(scratch.Read("box"), expected);
}

}  // namespace
}  // namespace trommel::delivery
