// SPDX-License-Identifier: MIT
// Deadline: until when a server may answer.
#pragma once

#include <sys/time.h>

#include <algorithm>
#include <chrono>

namespace trommel::stdlib {

/// A moment of the steady clock.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(std::chrono::milliseconds from_now)
      : end_(Clock::now() + from_now) {}

  /// 0 when it has passed.
  std::chrono::milliseconds Left() const {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
    return std::max(left, std::chrono::milliseconds(0));
  }
  bool Passed() const { return Left().count() == 0; }
  /// For poll(2).
  int PollTime() const { return static_cast<int>(Left().count()); }
  /// Whole seconds, at least one: all that some client libraries take.
  unsigned Seconds() const {
    return static_cast<unsigned>(std::max<int64_t>(
        1, std::chrono::ceil<std::chrono::seconds>(Left()).count()));
  }
  /// At least a microsecond, since 0 means for ever to some.
  timeval Time() const {
    constexpr int kMillis = 1000;
    const int64_t left = std::max<int64_t>(1, Left().count());
    return {left / kMillis, left % kMillis * kMillis};
  }
  /// One of `shares` equal parts of what is left.
  Deadline Share(size_t shares) const {
    return Deadline(Left() / static_cast<int64_t>(std::max<size_t>(1, shares)));
  }

 private:
  Clock::time_point end_;
};

}  // namespace trommel::stdlib
