// SPDX-License-Identifier: MIT
// vnd.dovecot.pipe (Pigeonhole): gives the message to a program, which takes it
// over: the implicit keep is cancelled unless :copy is there. Programs are
// named without a path and stand in the folder sieve_pipe_bin_dir; their
// arguments reach them without a shell. The executor runs them:
// an action "pipe" with the fields program (its path), arguments, try, timeout
// and eol. A program that fails has the delivery tried again later; with :try
// it is no error where the mail goes somewhere else, too (Pigeonhole keeps the
// mail in both cases).
//
// A program may be named once a run. Limits: limits::kProgramNameBytes,
// kProgramArgumentBytes.
#include <algorithm>
#include <string>

#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/named_program.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kTry, kName, kArguments, kSlots };

void Check(CheckContext& context) { CheckProgram(context, kName, kArguments); }

bool IsTwice(vm::CallContext& context, std::string_view name) {
  return std::ranges::any_of(
      context.actions().all(), [&](const vm::Action& old) {
        return old.kind == vm::ActionKind::kPipe && old.target == name;
      });
}

std::span<const vm::ActionField> Fields(vm::CallContext& context,
                                        const ProgramPolicy& policy,
                                        const std::string& path,
                                        std::span<const Value> args) {
  const vm::ActionField all[] = {
      {"program", Value::String(context.arena().Copy(path))},
      {"arguments", Value::List(args[kArguments].list())},
      {"try", Value::Bool(args[kTry].boolean())},
      {"timeout", Value::Int(TimeoutOf(policy))},
      {"eol", Value::String(policy.eol == "lf" ? "lf" : "crlf")},
  };
  auto fields = context.arena().Array<vm::ActionField>(std::size(all));
  std::ranges::copy(all, fields.begin());
  return fields;
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  const vm::Settings& settings = context.settings();
  const ProgramPolicy policy{settings.sieve_pipe_bin_dir,
                             settings.sieve_pipe_exec_timeout,
                             settings.sieve_pipe_input_eol};
  TRY_ASSIGN(std::vector<std::string> words,
             ProgramWords(policy, args[kName], args[kArguments]));
  const std::string_view name = args[kName].text();
  if (IsTwice(context, name)) {
    return Err(Code::kRun, "duplicate pipe action: the program \"" +
                               std::string(name) + "\" has been named before");
  }
  vm::Action pipe;
  pipe.kind = vm::ActionKind::kPipe;
  pipe.target = name;
  pipe.copy = LentTag(args.subspan(kSlots), "copy").boolean();
  pipe.fields = Fields(context, policy, words[0], args);
  pipe.line = context.line();
  TRY(context.actions().Add(pipe));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "pipe",
     "pipe [:try] <program: string> [<arguments: string-list>]",
     "gives the message to a program",
     "pipe \"printer\" [\"A4\"]; => pipe \"printer\" program=\"/printer\" "
     "arguments=[\"A4\"] try=false timeout=10 eol=\"crlf\"",
     Check, Run},
};

}  // namespace

extern const Feature sieve_vnd_dovecot_pipe;
const Feature sieve_vnd_dovecot_pipe = {"vnd.dovecot.pipe", 1, Language::kSieve,
                                        "vnd.dovecot.pipe", kRows};

}  // namespace trommel::stdlib
