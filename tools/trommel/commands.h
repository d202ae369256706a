// SPDX-License-Identifier: MIT
// Commands: the table of what `trommel` can do; one file a command.
#pragma once

#include <span>
#include <string_view>

#include "tools/common/options.h"

namespace trommel {

/// Words after the command's name.
using Words = std::span<const char* const>;

/// One command: reads its own words, does its work, returns the exit status.
struct Command {
  const Manual* manual;
  int (*run)(const Arguments& arguments);
  /// "test" of "trommel test".
  std::string_view name() const {
    return manual->name.substr(manual->name.find(' ') + 1);
  }
};

extern const Command kTestCommand;
extern const Command kRunCommand;
extern const Command kExpandCommand;
extern const Command kCheckCommand;
extern const Command kCompileCommand;
extern const Command kDumpCommand;
extern const Command kConfigCommand;
extern const Command kSvtestCommand;

/// Prints "trommel: text" and, for a wrong command line, where to read more;
/// the exit status of the error's code.
int Fail(const Error& error);

/// Flushes nothing, prints `text` on standard output; 0 or 74.
int Print(std::string_view text);

}  // namespace trommel
