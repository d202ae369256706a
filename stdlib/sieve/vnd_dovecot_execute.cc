// SPDX-License-Identifier: MIT
// vnd.dovecot.execute (Pigeonhole): runs a program; a command and a test.
// :input gives it a text to read, :pipe the message as it is then; :output puts
// what it writes into a variable, cut like any value of one. Programs are named
// without a path and stand in the folder sieve_execute_bin_dir; their arguments
// reach them without a shell. They run while the script does, in `trommel test`
// as well.
//
// A status other than 0 leaves the variable as it is: the script goes on, the
// test is false. A program that is not there, is ended by a signal or runs
// longer than sieve_execute_exec_timeout fails the run; the test is false. What
// the program says on standard error is dropped; without input it reads an
// empty one.
//
// Limits: limits::kReadFileBytes of output, kProgramNameBytes,
// kProgramArgumentBytes, the setting sieve_variables_max_variable_size.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/named_program.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kInput, kPipe, kOutput, kName, kArguments, kSlots };

void Check(CheckContext& context) {
  CheckProgram(context, kName, kArguments);
  if (context.args[kInput].given && context.args[kPipe].given) {
    context.issues->Error(context.args[kPipe].span,
                          "\":input\" and \":pipe\" exclude each other",
                          "keep one of the two");
  }
}

std::string InputOf(vm::CallContext& context, std::span<const Value> args,
                    const ProgramPolicy& policy) {
  if (args[kPipe].boolean()) return CurrentMessage(context, policy);
  return WithLineEnds(args[kInput].text(), policy);
}

void SetVariable(vm::CallContext& context, const Value& slot,
                 std::string_view output) {
  const auto at = static_cast<uint64_t>(slot.number());
  if (slot.is_nil() || at >= context.variables()) return;
  const auto most = static_cast<uint64_t>(
      context.settings().sieve_variables_max_variable_size);
  context.variable(at) =
      context.TaintedCopy(output.substr(0, text::Utf8Prefix(output, most)));
}

Result<ProgramEnd> Execute(vm::CallContext& context,
                           std::span<const Value> args) {
  const vm::Settings& settings = context.settings();
  const ProgramPolicy policy{settings.sieve_execute_bin_dir,
                             settings.sieve_execute_exec_timeout,
                             settings.sieve_execute_input_eol};
  TRY_ASSIGN(ProgramAnswer answer,
             RunNamed(context, policy, args[kName], args[kArguments],
                      InputOf(context, args, policy)));
  if (answer.end == ProgramEnd::kDone) {
    SetVariable(context, LentTag(args.subspan(kSlots), "slot"), answer.output);
  }
  return answer.end;
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(ProgramEnd end, Execute(context, args));
  if (auto error = ErrorOf(end, args[kName].text())) return std::move(*error);
  return Value::Nil();
}

Result<Value> RunTest(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(ProgramEnd end, Execute(context, args));
  return Value::Bool(end == ProgramEnd::kDone);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "execute",
     "execute [:input <text: string>] [:pipe] [:output <variable: string>] "
     "<program: string> [<arguments: string-list>]",
     "runs a program",
     "if false { execute \"count\" \"1\"; } => keep (implicit)", Check, Run},
    {RowKind::kTest, "execute",
     "execute [:input <text: string>] [:pipe] [:output <variable: string>] "
     "<program: string> [<arguments: string-list>]",
     "the same; true if the program ends with status 0",
     "if execute \"ask\" { discard; } => keep (implicit)", Check, RunTest},
};

}  // namespace

extern const Feature sieve_vnd_dovecot_execute;
const Feature sieve_vnd_dovecot_execute = {
    "vnd.dovecot.execute", 1, Language::kSieve, "vnd.dovecot.execute", kRows};

}  // namespace trommel::stdlib
