// SPDX-License-Identifier: MIT
// VacationState: who wins, for how long.
#include "tools/delivery/vacation_state.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

std::unique_ptr<VacationState> MustOpen(const std::string& path) {
  auto state = VacationState::Open(path);
  EXPECT_TRUE(state) << (state ? "" : state.error().text);
  return state ? std::move(*state) : nullptr;
}

struct ClaimCase {
  const char* handle;
  const char* sender;
  int64_t now;
  int64_t seconds;
  bool won;
};

TEST(VacationState, GivesOneAnswerAPeriod) {
  const Scratch scratch;
  constexpr ClaimCase kCases[] = {
      {"h", "a", 1000, 100, true},  {"h", "a", 1000, 100, false},
      {"h", "a", 1099, 100, false}, {"h", "a", 1100, 100, true},
      {"h", "a", 1150, 100, false}, {"h", "b", 1150, 100, true},
      {"g", "a", 1150, 100, true},  {"h", "a", 999999, 0, false},
      {"h", "c", 5, 0, true},       {"", "", 5, 0, true},
      {"", "", 5, 0, false},        {"h", "a", 1000, 50, true},
      {"h", "a", 1001, 50, false},
  };
  for (const ClaimCase& c : kCases) {
    auto state = MustOpen(scratch.Path("s"));
    ASSERT_TRUE(state);
    const auto won = state->Claim(c.handle, c.sender, c.now, c.seconds);
    ASSERT_TRUE(won);
    EXPECT_EQ(*won, c.won) << c.handle << " " << c.sender << " " << c.now;
  }
}

TEST(VacationState, ReleaseTakesBack) {
  const Scratch scratch;
  auto state = MustOpen(scratch.Path("s"));
  EXPECT_TRUE(*state->Claim("h", "a", 1, 100));
  state->Release("h", "a");
  EXPECT_TRUE(*state->Claim("h", "a", 1, 100));
}

TEST(VacationState, QuotesAreData) {
  const Scratch scratch;
  auto state = MustOpen(scratch.Path("s"));
  EXPECT_TRUE(*state->Claim("h'); DROP TABLE answered; --", "a'\"b", 1, 9));
  EXPECT_FALSE(*state->Claim("h'); DROP TABLE answered; --", "a'\"b", 1, 9));
}

TEST(VacationState, FileIsPrivate) {
  const Scratch scratch;
  ASSERT_TRUE(MustOpen(scratch.Path("s")));
  struct stat info {};
  ASSERT_EQ(::stat(scratch.Path("s").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0600U);
}

TEST(VacationState, BadFilesAreTemporary) {
  const Scratch scratch;
  scratch.Write("junk", std::string(5000, 'j'));
  ASSERT_EQ(::symlink("s", scratch.Path("link").c_str()), 0);
  for (const char* name : {"junk", "link", "no/folder"}) {
    const auto state = VacationState::Open(scratch.Path(name));
    ASSERT_FALSE(state) << name;
    EXPECT_EQ(state.error().code, Code::kTemporary);
  }
}

TEST(VacationState, OneOfManyProcessesWins) {
  const Scratch scratch;
  const std::string path = scratch.Path("s");
  constexpr int kRacers = 8;
  constexpr int kRounds = 5;
  std::vector<pid_t> racers;
  for (int i = 0; i < kRacers; ++i) {
    const pid_t id = ::fork();
    if (id != 0) {
      racers.push_back(id);
      continue;
    }
    int wins = 0;
    for (int round = 0; round < kRounds; ++round) {
      auto state = VacationState::Open(path);
      if (!state) ::_exit(100);
      auto won = (*state)->Claim("h", std::to_string(round), 1000, 60);
      if (!won) ::_exit(101);
      if (*won) ++wins;
    }
    ::_exit(wins);
  }
  int wins = 0;
  for (pid_t id : racers) {
    int status = -1;
    ::waitpid(id, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_LT(WEXITSTATUS(status), 100);
    wins += WEXITSTATUS(status);
  }
  EXPECT_EQ(wins, kRounds);
}

}  // namespace
}  // namespace trommel::delivery
