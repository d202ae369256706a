// SPDX-License-Identifier: MIT
#include "tools/trommel/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string_view>

namespace trommel {
namespace {

constexpr uint64_t kLookEvery = 64;  // messages between looks at the clock
constexpr int64_t kDrawEvery = 100;  // milliseconds
constexpr std::string_view kBar = "##############################";
constexpr std::string_view kErase = "\r\033[K";

int64_t Milliseconds() {
  std::timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1000000;
}

void WriteErr(std::string_view text) {
  // A bar that cannot be drawn is no reason to stop.
  [[maybe_unused]] ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

Progress::Progress(bool lines)
    : enabled_(::isatty(STDERR_FILENO) == 1 &&
               !(lines && ::isatty(STDOUT_FILENO) == 1)) {}

Progress::~Progress() {
  if (drawn_) WriteErr(kErase);
}

void Progress::Update(uint64_t messages, const MailboxList& mailboxes) {
  if (!enabled_ || messages % kLookEvery != 0) return;
  const int64_t now = Milliseconds();
  if (now - last_ < kDrawEvery) return;
  last_ = now;
  Draw(messages, mailboxes);
}

void Progress::Draw(uint64_t messages, const MailboxList& mailboxes) {
  const double share = mailboxes.share();
  const int filled = static_cast<int>(share * static_cast<double>(kBar.size()));
  std::array<char, 160> line{};
  const int size = std::snprintf(
      line.data(), line.size(),
      "\r[%-*.*s] %3d %% of mailbox %zu of %zu, %llu messages\033[K",
      static_cast<int>(kBar.size()), filled, kBar.data(),
      static_cast<int>(share * 100), mailboxes.number(), mailboxes.size(),
      static_cast<unsigned long long>(messages));
  if (size <= 0) return;
  WriteErr({line.data(), std::min(static_cast<size_t>(size), line.size())});
  drawn_ = true;
}

}  // namespace trommel
