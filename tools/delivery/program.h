// SPDX-License-Identifier: MIT
// Running programs without a shell: pipe deliveries and mail submission.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/delivery/maildir.h"

namespace trommel::delivery {

/// How a program is run. Nothing of the caller's environment is passed on.
struct ProgramCall {
  std::vector<std::string> argv;         ///< argv[0] is an absolute path
  std::vector<std::string> environment;  ///< "NAME=value"
  std::string directory = "/";
  int timeout_seconds = 3600;
  size_t output_limit = 20480;  ///< bytes of stdout and stderr kept
  /// Wait for the end of the output, too, when children of the program go on
  /// writing; the time-out counts.
  bool whole_output = false;
  bool drop_errors = false;  ///< stderr goes nowhere
};

/// What it came to. `status` is the exit status, or 128 + signal.
struct ProgramResult {
  int status = 0;
  int signal = 0;    ///< that ended it; 0: none
  bool cut = false;  ///< the output was longer than the limit
  bool timed_out = false;
  std::string output;
};

/// Runs with `input` on stdin (EPIPE is no error), no other descriptor of ours,
/// in a process group of its own, which is killed as a whole on time-out.
/// kTemporary when it cannot be started.
Result<ProgramResult> RunProgram(const ProgramCall& call, const Pieces& input);

/// A pipe delivery: Prepare checks that the program is there, Commit runs it.
/// Status 0 is delivered; all else is kTemporary with the output's first line.
/// It cannot be undone: it stands after the saves and before the redirects.
std::unique_ptr<Step> DeliverToProgram(ProgramCall call, Pieces pieces);

/// Splits a pipe command as Exim's pipe transport does: blanks, '…' verbatim,
/// "…" with backslash escapes; an empty command is an Error.
Result<std::vector<std::string>> SplitCommand(std::string_view command);

/// Submission through `sendmail` (a path): `-oi -f SENDER -- recipients`, `<>`
/// for the null sender. Any status but 0 is kTemporary.
struct Submission {
  std::string sendmail = "/usr/sbin/sendmail";
  std::string sender;
  std::vector<std::string> recipients;
  // Only for SubmitBySmtp.
  std::string dsn_notify = {};  ///< "SUCCESS,DELAY"
  std::string dsn_ret = {};     ///< "FULL", "HDRS"
  std::string by = {};          ///< "600;RT"
};
std::unique_ptr<Step> Submit(Submission submission, Pieces pieces);

}  // namespace trommel::delivery
