// SPDX-License-Identifier: MIT
// ${run{…}} and $runrc: a program's output.
//
// Exim specification, "Expansion items".
// - No shell. Without `preexpand` the command is split into words first, then
//   each word is expanded by itself, so that no value becomes two words.
// - A tainted program, and with `preexpand` any tainted part of the command, is
//   refused. A name that is no absolute path is not there: status 127.
// - Exim waits 60 seconds; setting run_timeout. Setting run_programs says how
//   many programs a run may start. Output past
//   limits::kReadFileBytes is an error of the host.
#include <optional>

#include "interp/vm/host.h"
#include "stdlib/shared/exim_calls.h"
#include "stdlib/shared/exim_command.h"
#include "stdlib/shared/exim_text.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_run;

namespace {

using vm::CallContext;

constexpr int kNotThere = 127;
constexpr int kSignal = 256;

/// What the last program of this run left.
struct LastRun {
  std::optional<int64_t> status;
  Value output = Value::String({});
};

struct Command {
  std::vector<std::string> words;
  bool tainted_program = false;
  bool tainted = false;
};

/// The front end has the line from the script: a tainted one would be a fault.
Result<Command> ExpandWords(CallContext& context, const Value& command) {
  const std::string_view line = command.text();
  Command out;
  out.tainted = out.tainted_program = command.tainted();
  for (std::string& word : exim::SplitCommand(line)) {
    if (word.find_first_of("$\\") == std::string::npos) {
      out.words.push_back(std::move(word));
      continue;
    }
    Result<Value> value =
        context.Expand(exim::Copied(context, word, command.tainted()));
    if (!value) {
      return Err(value.error().code,
                 "Expansion of " + exim::InQuotes(word) + " from command " +
                     exim::InQuotes(line) +
                     " in ${run} expansion failed: " + value.error().text);
    }
    out.tainted |= value->tainted();
    if (out.words.empty()) out.tainted_program |= value->tainted();
    out.words.emplace_back(value->text());
  }
  return out;
}

Result<Command> ReadCommand(CallContext& context, const Value& line,
                            bool expanded) {
  if (!expanded) return ExpandWords(context, line);
  return Command{exim::SplitCommand(line.text()), line.tainted(),
                 line.tainted()};
}

Result<vm::ProgramResult> Start(CallContext& context, const Command& command) {
  if (command.tainted_program) {
    return Err(Code::kRun,
               "couldn't create child process: Operation not permitted");
  }
  if (command.words.empty() || !command.words[0].starts_with('/')) {
    return vm::ProgramResult{kNotThere, {}};
  }
  for (const std::string& word : command.words) {
    if (word.find('\0') != std::string::npos) {
      return Err(Code::kRun, "a NUL byte in a command");
    }
  }
  vm::ProgramRequest request;
  request.words = command.words;
  request.timeout_seconds = context.settings().run_timeout;
  TRY(exim::CountProgram(context));
  return context.host().RunProgram(request);
}

Result<Value> RunRun(CallContext& context, std::span<const Value> args) {
  LastRun& last = context.State<LastRun>();
  TRY_ASSIGN(const Command command,
             ReadCommand(context, args[0], args[1].text() == "expanded"));
  TRY_ASSIGN(const vm::ProgramResult result, Start(context, command));
  last = {};
  const bool killed = result.status >= kSignal;
  last.status = killed ? kSignal - result.status : result.status;
  context.Keep("runrc", exim::Decimal(context, *last.status));
  if (context.input().system_filter && context.input().system != nullptr) {
    context.input().system->run_status = *last.status;
  }
  if (result.timed_out) return Err(Code::kRun, "command timed out");
  if (killed) {
    return Err(Code::kRun, "command killed by signal " +
                               std::to_string(result.status - kSignal));
  }
  // What a program says to strangers' words is strangers' words.
  TRY_ASSIGN(last.output,
             exim::TextOf(context, result.output, "\n", command.tainted));
  if (result.status != 0) return Value::Nil();
  return last.output;
}

Result<Value> RunOutput(CallContext& context, std::span<const Value>) {
  return context.State<LastRun>().output;
}

Result<Value> RunStatus(CallContext& context, std::span<const Value>) {
  const Value kept = context.Kept("runrc");
  if (!kept.is_nil()) return kept;
  const vm::SystemFilter* system = context.input().system;
  const int64_t before = system != nullptr ? system->run_status : 0;
  return exim::Decimal(context,
                       context.State<LastRun>().status.value_or(before));
}

constexpr Row kRows[] = {
    {RowKind::kLookup, "run", "run <command: string> <how: string>",
     "what a program prints, and whether it succeeds",
     "${run{/bin/greet you}{<$value>}{no}} => <hi you>", nullptr, RunRun},
    {RowKind::kStep, "run_output", "run_output",
     "what the last program printed",
     "${run{/bin/none}{yes}{$runrc<$value>}} => 127<>", nullptr, RunOutput},
    {RowKind::kVariable, "runrc", "runrc", "exit status of ${run",
     "$runrc => 0", nullptr, RunStatus},
};

}  // namespace

constinit const Feature exim_item_run = {"item_run", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
