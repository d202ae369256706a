// SPDX-License-Identifier: MIT
// A folder with files for lookups, and expansions that ask them for real.
#pragma once

#include <string>
#include <string_view>

#include "interp/string_expander.h"
#include "interp/vm/settings.h"
#include "tools/host/posix_host.h"

namespace trommel::testing {

/// The folder goes with the object.
class LookupWorld {
 public:
  LookupWorld();
  ~LookupWorld();
  LookupWorld(const LookupWorld&) = delete;
  LookupWorld& operator=(const LookupWorld&) = delete;

  const std::string& folder() const { return folder_; }
  std::string Path(std::string_view name) const {
    return folder_ + "/" + std::string(name);
  }
  /// Writes a file and gives its path.
  std::string Write(std::string_view name, std::string_view bytes) const;
  /// Runs a program with the text as its input. False when it fails; the test
  /// fails too.
  bool Run(const std::string& command, std::string_view input) const;

  /// What `text` expands to, each FILE in it replaced by `file`; or "Failed: "
  /// and why. A message is at hand: its X-Key: is "b", its X-File: `file`.
  std::string Expand(std::string text, const std::string& file = "");
  /// The code of the last failure.
  Code code() const { return code_; }

  vm::Settings settings;

 private:
  std::string folder_;
  PosixHost host_;
  StringExpander expander_;
  Code code_ = Code::kInternal;
};

}  // namespace trommel::testing
