// SPDX-License-Identifier: MIT
#include "tools/svtest/run_files.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <filesystem>
#include <utility>

namespace trommel::svtest {
namespace {

constexpr size_t kChunk = 65536;

/// Child to parent: a letter, a length as eight digits of sixteen, the text.
enum Letter : char {
  kBegin = 'B',
  kName = 'N',
  kReason = 'R',
  kPrinted = 'P',
  kFault = 'F',
  kDone = 'D',
};
constexpr size_t kHead = 9;

void WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
}

void Send(int descriptor, Letter letter, std::string_view text) {
  std::string out(1, letter);
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 28; shift >= 0; shift -= 4) {
    out += kDigits[(text.size() >> static_cast<unsigned>(shift)) & 15U];
  }
  out += text;
  WriteAll(descriptor, out);
}

class ToParent : public SuiteSink {
 public:
  ToParent(int descriptor, unsigned seconds)
      : descriptor_(descriptor), seconds_(seconds) {}
  void OnBegin(std::string_view name) override {
    ::alarm(seconds_);  // its end is the end of this process
    Send(descriptor_, kBegin, name);
  }
  void OnResult(const TestResult& result) override {
    ::alarm(seconds_);
    Send(descriptor_, kName, result.name);
    Send(descriptor_, kReason, result.reason);
  }
  void OnPrint(std::string_view text) override {
    Send(descriptor_, kPrinted, text);
  }

 private:
  int descriptor_;
  unsigned seconds_;
};

/// A suite at work or done.
struct Child {
  pid_t process = -1;
  int descriptor = -1;
  std::string folder;  // its temporary files
  std::string unread;
  std::string running;  // name of the test that runs
  bool done = false;
  FileResult result;
};

[[noreturn]] void RunChild(const Engine& engine, const Child& child,
                           const RunPlan& plan, int descriptor) {
  std::signal(SIGALRM, SIG_DFL);
  if (!child.folder.empty()) ::setenv("TMPDIR", child.folder.c_str(), 1);
  ::alarm(plan.seconds);
  ToParent sink(descriptor, plan.seconds);
  const std::string fault =
      RunSuite(engine, child.result.path, {plan.settings}, &sink);
  Send(descriptor, fault.empty() ? kDone : kFault, fault);
  ::_exit(0);
}

Status Start(const Engine& engine, const RunPlan& plan, Child* child) {
  int ends[2];
  if (::pipe(ends) != 0) {
    return Err(Code::kTemporary, std::string("pipe: ") + std::strerror(errno));
  }
  std::error_code failure;
  std::string name =
      (std::filesystem::temp_directory_path(failure) / "svtest-XXXXXX")
          .string();
  if (!failure && ::mkdtemp(name.data()) != nullptr) child->folder = name;
  child->process = ::fork();
  if (child->process < 0) {
    return Err(Code::kTemporary, std::string("fork: ") + std::strerror(errno));
  }
  if (child->process == 0) {
    ::close(ends[0]);
    RunChild(engine, *child, plan, ends[1]);
  }
  ::close(ends[1]);
  child->descriptor = ends[0];
  return {};
}

void Take(char letter, std::string text, Child* child) {
  FileResult& result = child->result;
  switch (letter) {
    case kBegin:
      child->running = std::move(text);
      break;
    case kName:
      result.tests.push_back({std::move(text), {}});
      child->running.clear();
      break;
    case kReason:
      if (!result.tests.empty()) result.tests.back().reason = std::move(text);
      break;
    case kPrinted:
      result.printed += text;
      break;
    case kFault:
      result.fault = std::move(text);
      child->done = true;
      break;
    case kDone:
      child->done = true;
      break;
    default:
      break;
  }
}

void TakeAll(Child* child) {
  std::string_view rest = child->unread;
  while (rest.size() >= kHead) {
    const size_t size = std::strtoul(
        std::string(rest.substr(1, kHead - 1)).c_str(), nullptr, 16);
    if (rest.size() < kHead + size) break;
    Take(rest[0], std::string(rest.substr(kHead, size)), child);
    rest.remove_prefix(kHead + size);
  }
  child->unread.erase(0, child->unread.size() - rest.size());
}

void Finish(Child* child) {
  ::close(child->descriptor);
  child->descriptor = -1;
  int status = 0;
  while (::waitpid(child->process, &status, 0) < 0 && errno == EINTR) {
  }
  std::error_code ignored;
  if (!child->folder.empty()) {
    std::filesystem::remove_all(child->folder, ignored);
  }
  if (child->done) return;
  const bool late = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
  child->result.fault = late ? "it took too long" : "it ended unexpectedly";
  if (!child->running.empty()) {
    child->result.fault += " in test '" + child->running + "'";
  }
}

/// Reads what has come from the children; they end by closing their pipes.
void Attend(std::deque<Child>* children, size_t* running) {
  std::vector<pollfd> waiting;
  std::vector<Child*> whose;
  for (Child& child : *children) {
    if (child.descriptor < 0) continue;
    waiting.push_back({child.descriptor, POLLIN, 0});
    whose.push_back(&child);
  }
  if (::poll(waiting.data(), waiting.size(), -1) < 0) return;
  std::string chunk(kChunk, '\0');
  for (size_t i = 0; i < waiting.size(); ++i) {
    if (waiting[i].revents == 0) continue;
    const ssize_t count = ::read(waiting[i].fd, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count > 0) {
      whose[i]->unread.append(chunk, 0, static_cast<size_t>(count));
      TakeAll(whose[i]);
      continue;
    }
    Finish(whose[i]);
    --*running;
  }
}

}  // namespace

Status RunFiles(const Engine& engine, std::span<const std::string> paths,
                const RunPlan& plan,
                const std::function<void(const FileResult&)>& tell) {
  std::deque<Child> children;
  size_t next = 0;
  size_t running = 0;
  while (next < paths.size() || !children.empty()) {
    while (next < paths.size() && running < plan.jobs) {
      Child& child = children.emplace_back();
      child.result.path = paths[next++];
      TRY(Start(engine, plan, &child));
      ++running;
    }
    if (running > 0) Attend(&children, &running);
    while (!children.empty() && children.front().descriptor < 0) {
      tell(children.front().result);
      children.pop_front();
    }
  }
  return {};
}

}  // namespace trommel::svtest
