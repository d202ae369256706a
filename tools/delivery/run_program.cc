// SPDX-License-Identifier: MIT
// RunProgram: one child process, fed and listened to at the same time.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "tools/delivery/files.h"
#include "tools/delivery/interrupt.h"
#include "tools/delivery/program.h"

namespace trommel::delivery {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSignalStatus = 128;
// How often to look for the child's end where no descriptor tells of it.
constexpr int kPollMs = 100;
constexpr size_t kBlock = size_t{16} << 10U;

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Result<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return SystemError("make a pipe", errno);
  }
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (const std::string& word : words) {
    out.push_back(const_cast<char*>(word.c_str()));
  }
  out.push_back(nullptr);
  return out;
}

// Keeps SIGPIPE from this thread as long as it lives: a program need not read.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoBrokenPipe() {
    const timespec now{};
    while (::sigismember(&before_, SIGPIPE) == 0 &&
           ::sigtimedwait(&pipe_, nullptr, &now) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

// What posix_spawn is told: descriptors, directory, group and signals.
class SpawnPlan {
 public:
  SpawnPlan(const ProgramCall& call, int input, int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    if (call.drop_errors) {
      ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null",
                                         O_WRONLY, 0);
    } else {
      ::posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    }
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawn_file_actions_addchdir_np(&actions_, call.directory.c_str());
    ::posix_spawnattr_init(&attributes_);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP |
                                                 POSIX_SPAWN_SETSIGDEF |
                                                 POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  Result<pid_t> Start(const ProgramCall& call) const {
    const std::vector<char*> argv = Pointers(call.argv);
    const std::vector<char*> environment = Pointers(call.environment);
    pid_t child = -1;
    const int error = ::posix_spawn(&child, argv[0], &actions_, &attributes_,
                                    argv.data(), environment.data());
    if (error != 0) return SystemError("run " + call.argv[0], error);
    return child;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// The pieces not yet written to a program.
class Feed {
 public:
  Feed(const Pieces& pieces, Descriptor to)
      : pieces_(pieces), to_(std::move(to)) {
    ::fcntl(to_.get(), F_SETFL, O_NONBLOCK);
  }
  int descriptor() const { return to_.get(); }
  // Writes what fits; closes at the end and when nobody reads.
  void Pump() {
    while (piece_ < pieces_.size()) {
      const std::string_view rest = pieces_[piece_].substr(offset_);
      const ssize_t n =
          rest.empty() ? 0 : ::write(to_.get(), rest.data(), rest.size());
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n < 0) break;
      offset_ += static_cast<size_t>(n);
      if (static_cast<size_t>(n) == rest.size()) {
        ++piece_;
        offset_ = 0;
      }
    }
    to_.Close();
  }

 private:
  const Pieces& pieces_;
  Descriptor to_;
  size_t piece_ = 0;
  size_t offset_ = 0;
};

// A program that runs.
class Child {
 public:
  Child(pid_t id, const ProgramCall& call, Feed feed, Descriptor output)
      : id_(id),
        call_(call),
        feed_(std::move(feed)),
        output_(std::move(output)),
        end_(static_cast<int>(::syscall(SYS_pidfd_open, id, 0))),
        deadline_(Clock::now() + std::chrono::seconds(call.timeout_seconds)) {
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
  }

  Result<ProgramResult> Finish() {
    int status = 0;
    bool ended = false;
    for (;;) {
      if (!ended) ended = ::waitpid(id_, &status, WNOHANG) != 0;
      if (ended && !(call_.whole_output && output_.open())) break;
      if (call_.whole_output && result_.cut) {
        Kill(ended ? nullptr : &status);
        break;
      }
      const Status interrupted = CheckInterrupt();
      if (!interrupted || Clock::now() >= deadline_) {
        Kill(ended ? nullptr : &status);
        if (!interrupted) return Err(interrupted.error());
        result_.timed_out = true;
        break;
      }
      Wait(ended);
    }
    Drain();
    if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
    result_.status = WIFEXITED(status) ? WEXITSTATUS(status)
                                       : kSignalStatus + WTERMSIG(status);
    return std::move(result_);
  }

 private:
  void Wait(bool ended) {
    std::array<pollfd, 3> events = {{{feed_.descriptor(), POLLOUT, 0},
                                     {output_.get(), POLLIN, 0},
                                     {ended ? -1 : end_.get(), POLLIN, 0}}};
    using std::chrono::milliseconds;
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline_ - Clock::now());
    const int64_t most = end_.open() ? INT32_MAX : kPollMs;
    ::poll(events.data(), events.size(),
           static_cast<int>(std::clamp<int64_t>(left.count() + 1, 1, most)));
    if (events[0].revents != 0) feed_.Pump();
    if (events[1].revents != 0) Drain();
  }

  // Keeps the start of the output, throws the rest away.
  void Drain() {
    std::array<char, kBlock> block;
    while (output_.open()) {
      const ssize_t n = ::read(output_.get(), block.data(), block.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && errno == EAGAIN) return;
      if (n <= 0) {
        output_.Close();
        return;
      }
      const size_t room = call_.output_limit - result_.output.size();
      result_.cut |= static_cast<size_t>(n) > room;
      result_.output.append(block.data(),
                            std::min(room, static_cast<size_t>(n)));
      if (Clock::now() >= deadline_) return;
    }
  }

  // The whole group; then the leader's status, unless it has been read.
  void Kill(int* status) {
    ::kill(-id_, SIGKILL);
    while (status != nullptr && ::waitpid(id_, status, 0) < 0 &&
           errno == EINTR) {
    }
  }

  pid_t id_;
  const ProgramCall& call_;
  Feed feed_;
  Descriptor output_;
  Descriptor end_;
  Clock::time_point deadline_;
  ProgramResult result_;
};

}  // namespace

Result<ProgramResult> RunProgram(const ProgramCall& call, const Pieces& input) {
  const NoBrokenPipe guard;
  TRY_ASSIGN(Pipe in, MakePipe());
  TRY_ASSIGN(Pipe out, MakePipe());
  const SpawnPlan plan(call, in.read.get(), out.write.get());
  TRY_ASSIGN(const pid_t id, plan.Start(call));
  in.read.Close();
  out.write.Close();
  Child child(id, call, Feed(input, std::move(in.write)), std::move(out.read));
  return child.Finish();
}

}  // namespace trommel::delivery
