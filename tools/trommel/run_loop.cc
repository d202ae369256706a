// SPDX-License-Identifier: MIT
#include "tools/trommel/run_loop.h"

#include <unistd.h>

#include <csignal>

namespace trommel {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void NoteInterrupt(int) { interrupted = 1; }

}  // namespace

void CatchInterrupts() {
  struct sigaction action {};
  action.sa_handler = NoteInterrupt;
  // No SA_RESTART: a read that waits for more of a mailbox is given up.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool Interrupted() { return interrupted != 0; }

RunReport::RunReport(LineFormat format, Output* out)
    : progress(format != LineFormat::kNone),
      out_(out),
      at_once_(::isatty(STDOUT_FILENO) == 1) {}

bool RunReport::WantsMore() const { return !Interrupted() && !out_->closed(); }

void RunReport::Write(std::string_view lines) {
  if (lines.empty()) return;
  out_->Write(lines);
  // A failure is kept by the output and reported at the end.
  if (at_once_) static_cast<void>(out_->Flush());
}

void RunSerial(const RunPlan& plan, MailboxList* mailboxes, RunReport* report) {
  Examiner examiner(*plan.program, *plan.around, *plan.options, plan.format);
  mailbox::Item item;
  std::string lines;
  while (report->WantsMore() && mailboxes->Next(&item) && !Interrupted()) {
    examiner.Examine(item, report->summary.messages + 1, &lines,
                     &report->summary);
    report->Write(lines);
    lines.clear();
    report->progress.Update(report->summary.messages, *mailboxes);
  }
}

}  // namespace trommel
