// SPDX-License-Identifier: MIT
// logfile, logwrite, testprint: lines for people.
//
// Exim filter specification, "The logfile command", "The logwrite command",
// "The testprint command".
// - Only a test may write without a log file; then the line is just shown.
// - testprint does nothing outside tests.
#include "stdlib/shared/exim_action.h"

namespace trommel::stdlib {

extern const Feature exim_commands_log;

namespace {

using vm::Action;
using vm::ActionField;
using vm::ActionKind;
using vm::CallContext;

/// State of a run: whether `logfile` has been obeyed.
struct LogState {
  bool chosen = false;
};

Result<Value> RunLogFile(CallContext& context, std::span<const Value> args) {
  context.State<LogState>().chosen = true;
  Action action =
      exim::StartAction(context, ActionKind::kLogFile, args[0], args[1]);
  if (!args[2].is_nil()) {
    const ActionField fields[] = {{"mode", args[2]}};
    action.fields = exim::CopiedFields(context, fields);
  }
  return exim::AddAction(context, action);
}

Result<Value> RunLogWrite(CallContext& context, std::span<const Value> args) {
  if (context.settings().forbid_filter_logwrite) {
    return Err(Code::kRun, "logwrite command forbidden");
  }
  if (!context.input().testing && !context.State<LogState>().chosen) {
    return Err(
        Code::kRun,
        "attempt to obey \"logwrite\" command without a previous \"logfile\"");
  }
  return exim::AddAction(
      context,
      exim::StartAction(context, ActionKind::kLogWrite, args[0], args[1]));
}

Result<Value> RunTestPrint(CallContext& context, std::span<const Value> args) {
  return exim::AddAction(
      context,
      exim::StartAction(context, ActionKind::kTestPrint, args[0], args[1]));
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "logfile",
     "logfile <flags: number> <file: string> [<mode: number>]",
     "chooses the file of later log lines",
     "logfile /l => logfile \"/l\"; keep (implicit)", nullptr, RunLogFile},
    {RowKind::kCommand, "logwrite", "logwrite <flags: number> <text: string>",
     "writes a line to the log file",
     "logwrite \"seen $h_subject:\" => logwrite \"seen Lunch?\\n\"; keep "
     "(implicit)",
     nullptr, RunLogWrite},
    {RowKind::kCommand, "testprint", "testprint <flags: number> <text: string>",
     "prints when a filter is being tested",
     "testprint \"1 $n1\" => testprint \"1 0\"; keep (implicit)", nullptr,
     RunTestPrint},
};

}  // namespace

constinit const Feature exim_commands_log = {"commands_log", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
