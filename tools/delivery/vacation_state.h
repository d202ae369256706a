// SPDX-License-Identifier: MIT
// Who has been answered, and when: a small SQLite file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "interp/base/result.h"
#include "tools/delivery/state_file.h"

namespace trommel::delivery {

/// Opened at first use. Two processes may share a file (SQLite locks it).
class VacationState {
 public:
  /// `path` is made when missing, mode 0600. kTemporary with the reason.
  static Result<std::unique_ptr<VacationState>> Open(const std::string& path);
  /// Claims the right to answer `sender` for `handle` now: true, and the
  /// memory is set, unless an answer was given less than `seconds` ago
  /// (`seconds` 0: ever). One transaction: of two racing processes one wins.
  Result<bool> Claim(std::string_view handle, std::string_view sender,
                     int64_t now, int64_t seconds);
  /// Takes a claim back after the reply failed.
  void Release(std::string_view handle, std::string_view sender);

 private:
  explicit VacationState(std::unique_ptr<StateFile> file)
      : file_(std::move(file)) {}
  std::unique_ptr<StateFile> file_;
};

}  // namespace trommel::delivery
