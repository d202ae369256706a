// SPDX-License-Identifier: MIT
// Host: every question a script may ask of the world. Effects are not here:
// they are actions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/text/date.h"

namespace trommel::vm {

/// Implemented by tools/host (POSIX) and by MemoryHost for tests. Called from
/// the machine's thread only. An Error of code kDefer or kTemporary means: try
/// the message again later.
class Host {
 public:
  virtual ~Host() = default;
  /// The clock, in the local zone.
  virtual text::DateTime Now() = 0;
  virtual std::string HostName() = 0;
  virtual int64_t ProcessId() = 0;
  /// Home directory of the user whose filter runs; empty if none.
  virtual std::string Home() = 0;
  /// Login name of the user whose filter runs.
  virtual std::string LoginName() = 0;
  virtual int64_t UserId() = 0;
  virtual int64_t GroupId() = 0;
  /// An environment variable that the script may see.
  virtual std::optional<std::string> Environment(std::string_view name) = 0;
  /// Whether a file exists (Exim ${if exists); kPermission where forbidden.
  virtual Result<bool> FileExists(const std::string& path) = 0;
};

}  // namespace trommel::vm
