// SPDX-License-Identifier: MIT
// RunLoop: examines all messages, in one thread or in several, reports in
// order.
#pragma once

#include <cstdint>

#include "tools/common/output.h"
#include "tools/common/summary.h"
#include "tools/trommel/examiner.h"
#include "tools/trommel/mailbox_list.h"
#include "tools/trommel/progress.h"

namespace trommel {

/// What to run, and how the result is written.
struct RunPlan {
  const Program* program;
  const ScriptsAround* around;  ///< may be empty
  const RunOptions* options;
  LineFormat format;
};

/// Where the results go. Lines come in message order.
class RunReport {
 public:
  /// `out` outlives this.
  RunReport(LineFormat format, Output* out);
  /// Whether to read on: nobody interrupted us and somebody reads our output.
  bool WantsMore() const;
  void Write(std::string_view lines);

  Summary summary;
  Progress progress;

 private:
  Output* out_;
  bool at_once_;  // a person sees the lines
};

/// Reads a message, runs it, reports it: no message is copied, and memory is
/// that of the reader and of one machine.
void RunSerial(const RunPlan& plan, MailboxList* mailboxes, RunReport* report);

/// The same with `threads` threads, this one included, which reads and, when it
/// is ahead, runs too. Copies of messages wait in batches of bounded number and
/// size; a message too large for that is run alone. An exception of a thread is
/// rethrown here.
void RunParallel(const RunPlan& plan, size_t threads, MailboxList* mailboxes,
                 RunReport* report);

/// From now on SIGINT and SIGTERM stop a loop instead of the program; a second
/// one kills.
void CatchInterrupts();
/// Whether one has come.
bool Interrupted();

}  // namespace trommel
