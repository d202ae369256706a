// SPDX-License-Identifier: MIT
// Machine: runs a verified program over a message; yields an action list.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "interp/program/program.h"
#include "interp/vm/actions.h"
#include "interp/vm/call_context.h"
#include "interp/vm/host.h"
#include "interp/vm/settings.h"
#include "interp/vm/trace.h"

namespace trommel::vm {

/// What a run came to. Views live until the machine's next Run.
struct Outcome {
  bool ok = true;
  Error error;  ///< when !ok: kRun, kForced, kDefer, kLimit, kTemporary …
  /// Everything asked for, in order. After a failed Sieve run: only the
  /// implicit keep (RFC 5228 section 2.10.6). After a failed Exim run: what
  /// came before the failure, for printing; an executor carries out none of it.
  std::span<const Action> actions;
  /// The message also goes to the default mailbox. `actions` then ends with an
  /// implicit kKeep.
  bool implicit_keep = true;
};

struct MachineState;

/// Runs one program, again and again, with reused memory. One thread at a time;
/// make one a thread. The program, host and settings outlive it.
///
/// Example:
///     Machine machine(program, host, settings);
///     Outcome outcome = machine.Run({&message, &envelope});
class Machine {
 public:
  Machine(const Program& program, Host& host, const Settings& settings);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Goes on with another program. What was compiled for the first is kept; the
  /// first may go.
  void Use(const Program& program);

  /// One loop, one budget check, one error exit. Never throws (except
  /// bad_alloc), never touches the world except through Host.
  Outcome Run(const RunInput& input, TraceSink* trace = nullptr);
  /// Runs the program of a string (Engine::CompileExpansion); what it expands
  /// to, good until the next run. Errors as in Outcome::error.
  Result<std::string_view> Evaluate(const RunInput& input,
                                    TraceSink* trace = nullptr);
  /// The same for the string `entry`, from 1, of a program of several
  /// (Engine::CompileExpansions). REQUIRES Evaluate() before, whose input
  /// counts again.
  Result<std::string_view> EvaluateNext(size_t entry);

 private:
  std::unique_ptr<MachineState> state_;
};

}  // namespace trommel::vm
