// SPDX-License-Identifier: MIT
#include "tests/programs/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace trommel {
namespace {

struct Ends {
  int in;
  int out;
  int err;
};

// Starts build/bin/`name`; the child's ends are the caller's to close.
pid_t Start(const std::string& folder, std::string_view name,
            const Words& words, const Ends& ends) {
  const std::string path =
      std::string(TROMMEL_BINARY_DIR "/bin/") + std::string(name);
  std::vector<char*> argv = {const_cast<char*>(path.c_str())};
  for (const std::string& word : words) {
    argv.push_back(const_cast<char*>(word.c_str()));
  }
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::signal(SIGPIPE, SIG_DFL);
  ::dup2(ends.in, STDIN_FILENO);
  ::dup2(ends.out, STDOUT_FILENO);
  ::dup2(ends.err, STDERR_FILENO);
  if (::chdir(folder.c_str()) == 0) ::execv(path.c_str(), argv.data());
  ::_exit(127);
}

void Finish(pid_t pid, Finished* finished) {
  int status = 0;
  EXPECT_EQ(::waitpid(pid, &status, 0), pid);
  finished->status =
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int OpenIn(const Scratch& scratch, std::string_view name, int flags) {
  return ::open(scratch.Path(name).c_str(), flags | O_CLOEXEC, 0600);
}

}  // namespace

Scratch::Scratch() {
  std::string name = testing::TempDir() + "trommel-XXXXXX";
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  folder_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Scratch::Path(std::string_view name) const {
  return folder_ + "/" + std::string(name);
}

std::string Scratch::Write(std::string_view name,
                           std::string_view bytes) const {
  const std::string path = Path(name);
  std::filesystem::create_directories(
      std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string Scratch::Read(std::string_view name) const {
  std::ifstream file(Path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Finished RunProgram(const Scratch& scratch, std::string_view name,
                    const Words& words, std::string_view in) {
  scratch.Write(".stdin", in);
  const Ends ends = {OpenIn(scratch, ".stdin", O_RDONLY),
                     OpenIn(scratch, ".stdout", O_WRONLY | O_CREAT | O_TRUNC),
                     OpenIn(scratch, ".stderr", O_WRONLY | O_CREAT | O_TRUNC)};
  const pid_t pid = Start(scratch.folder(), name, words, ends);
  for (int end : {ends.in, ends.out, ends.err}) ::close(end);
  Finished finished;
  Finish(pid, &finished);
  finished.out = scratch.Read(".stdout");
  finished.err = scratch.Read(".stderr");
  return finished;
}

Running::Running(const Scratch& scratch, std::string_view name,
                 const Words& words)
    : scratch_(scratch) {
  std::array<int, 2> pipe{};
  EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  scratch.Write(".stdin", "");
  const Ends ends = {OpenIn(scratch, ".stdin", O_RDONLY), pipe[1],
                     OpenIn(scratch, ".stderr", O_WRONLY | O_CREAT | O_TRUNC)};
  pid_ = Start(scratch.folder(), name, words, ends);
  for (int end : {ends.in, ends.out, ends.err}) ::close(end);
  out_ = pipe[0];
}

Running::~Running() {
  StopReading();
  if (pid_ < 0) return;
  Signal(SIGKILL);
  Finish(pid_, &finished_);
}

bool Running::ReadSome() {
  std::array<char, 65536> bytes{};
  const ssize_t n = ::read(out_, bytes.data(), bytes.size());
  if (n <= 0) return false;
  finished_.out.append(bytes.data(), static_cast<size_t>(n));
  return true;
}

void Running::Signal(int signal) const { ::kill(pid_, signal); }

void Running::StopReading() {
  if (out_ >= 0) ::close(out_);
  out_ = -1;
}

Finished Running::Wait() {
  while (out_ >= 0 && ReadSome()) {
  }
  Finish(pid_, &finished_);
  pid_ = -1;
  finished_.err = scratch_.Read(".stderr");
  return finished_;
}

size_t CountLines(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace trommel
