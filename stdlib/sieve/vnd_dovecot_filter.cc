// SPDX-License-Identifier: MIT
// vnd.dovecot.filter (Pigeonhole): gives the message to a program and takes
// what it writes for the message from then on; a command and a test. Programs
// are named without a path and stand in the folder sieve_filter_bin_dir; their
// arguments reach them without a shell. They run while the script does, in
// `trommel test` as well.
//
// A status other than 0 changes nothing: the script goes on, the test is false.
// A program that is not there, is ended by a signal or runs longer than
// sieve_filter_exec_timeout fails the run (the mail is kept as it came); the
// test is false. Deviation: an empty output counts as a failure (Pigeonhole
// stores an empty message). What the program says on standard error is dropped.
// A foreverypart around it goes on with the parts that are left, by number.
//
// Limits: limits::kReadFileBytes of output, kProgramNameBytes,
// kProgramArgumentBytes.
#include "stdlib/shared/message_edit.h"
#include "stdlib/shared/named_program.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kName, kArguments };

void Check(CheckContext& context) { CheckProgram(context, kName, kArguments); }

Result<ProgramEnd> Filter(vm::CallContext& context,
                          std::span<const Value> args) {
  const vm::Settings& settings = context.settings();
  const ProgramPolicy policy{settings.sieve_filter_bin_dir,
                             settings.sieve_filter_exec_timeout,
                             settings.sieve_filter_input_eol};
  TRY_ASSIGN(ProgramAnswer answer,
             RunNamed(context, policy, args[kName], args[kArguments],
                      CurrentMessage(context, policy)));
  if (answer.end != ProgramEnd::kDone) return answer.end;
  if (answer.output.empty()) return ProgramEnd::kFailed;
  ReplaceWhole(context, context.arena().Copy(answer.output));
  return ProgramEnd::kDone;
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(ProgramEnd end, Filter(context, args));
  if (auto error = ErrorOf(end, args[kName].text())) return std::move(*error);
  return Value::Nil();
}

Result<Value> RunTest(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(ProgramEnd end, Filter(context, args));
  return Value::Bool(end == ProgramEnd::kDone);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "filter",
     "filter <program: string> [<arguments: string-list>]",
     "replaces the message by what a program makes of it",
     "if false { filter \"tidy\" [\"-q\"]; } => keep (implicit)", Check, Run},
    {RowKind::kTest, "filter",
     "filter <program: string> [<arguments: string-list>]",
     "the same; true if the program did its work",
     "if filter \"tidy\" { discard; } => keep (implicit)", Check, RunTest},
};

}  // namespace

extern const Feature sieve_vnd_dovecot_filter;
const Feature sieve_vnd_dovecot_filter = {
    "vnd.dovecot.filter", 1, Language::kSieve, "vnd.dovecot.filter", kRows};

}  // namespace trommel::stdlib
