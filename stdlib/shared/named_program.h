// SPDX-License-Identifier: MIT
// Programs that a Sieve script names: vnd.dovecot.pipe, .filter and .execute.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The settings of one of the three: sieve_X_bin_dir and its like.
struct ProgramPolicy {
  std::string_view folder;   ///< empty: there are no programs
  std::string_view timeout;  ///< "10s"
  std::string_view eol;      ///< "crlf" or "lf"
};

/// Row::check of a program's name and its arguments (slots): the name is
/// constant and has no "/", an argument has no control characters.
void CheckProgram(CheckContext& context, size_t name, size_t arguments);

/// `text` with the line ends that the policy wants.
std::string WithLineEnds(std::string_view text, const ProgramPolicy& policy);
/// The message as it is now, with such line ends.
std::string CurrentMessage(vm::CallContext& context,
                           const ProgramPolicy& policy);

/// How long it may run; 10 seconds for what is no time.
int64_t TimeoutOf(const ProgramPolicy& policy);
/// The path of the program, and its arguments. kRun for an argument that cannot
/// be one.
Result<std::vector<std::string>> ProgramWords(const ProgramPolicy& policy,
                                              const Value& name,
                                              const Value& arguments);

enum class ProgramEnd : uint8_t {
  kDone,     ///< status 0
  kFailed,   ///< another status
  kMissing,  ///< no such program
  kBroken,   ///< ended by a signal or by the time-out
};
struct ProgramAnswer {
  ProgramEnd end = ProgramEnd::kDone;
  std::string output;  ///< standard output
};

/// Runs it with `input` on its standard input; its environment is HOME, USER,
/// HOST, SENDER, RECIPIENT and ORIG_RECIPIENT. Errors are the host's.
Result<ProgramAnswer> RunNamed(vm::CallContext& context,
                               const ProgramPolicy& policy, const Value& name,
                               const Value& arguments, std::string_view input);

/// The error of a command (not of a test) whose program ended so; absent when
/// the script goes on.
std::optional<Failure> ErrorOf(ProgramEnd end, std::string_view name);

}  // namespace trommel::stdlib
