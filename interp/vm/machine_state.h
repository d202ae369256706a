// SPDX-License-Identifier: MIT
// The machine's private state, shared by machine.cc and call_context.cc.
#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/limits.h"
#include "interp/mail/header_view.h"
#include "interp/program/program.h"
#include "interp/vm/body_cache.h"
#include "interp/vm/machine.h"
#include "interp/vm/regex_cache.h"

namespace trommel::vm {

struct MachineState : ContentSource {
  MachineState(const Program& the_program, Host& the_host,
               const Settings& the_settings);

  /// A loop in progress.
  struct Loop {
    std::span<const Value> items;
    size_t next = 0;
    uint32_t head = 0;   // its Next, when that follows the Iter
    uint32_t depth = 0;  // of the stack there
    uint32_t saved = 0;  // matches saved there
  };

  const Content* Current() override;
  const Content* Redirected() override;
  void ReplaceMessage(std::string_view bytes, bool redirected);
  Status TakeMessage(std::string bytes, bool redirected);
  /// Whether an action still needs the bytes of a message that was replaced.
  bool IsNeeded(const std::string& bytes) const;
  void Use(const Program& another);
  void Reset(const RunInput& run_input, TraceSink* sink);
  /// The part of Reset() that is not about the message: a run from `at`.
  void Begin(uint32_t at);
  /// Runs the program of a string after Begin().
  Result<std::string_view> Expanded();
  /// Starts with what a string that failed left, and leaves what there is.
  void TakeLeavings();
  void Leave(bool failed);
  bool InLookup() const;
  /// Runs the program of a string inside a call of another program; its value.
  Result<Value> RunNested(const Program& nested);
  /// Runs from `pc`, with `depth` values on the stack, to Halt, a stop or an
  /// error.
  Status Execute(size_t depth);
  /// A run after Reset(), from `pc`; errors explained. `has_conditions`: the
  /// program is an Exim filter, whose loops are conditions.
  Status Go(bool has_conditions);
  /// After `error` in the condition of an Exim loop: goes on as Exim does, with
  /// the next address, for nothing but the errors there. The last one counts.
  void FinishLoops(Error* error);
  /// Drops loops of expansions; whether one of a condition is left.
  bool UnwindToCondition();
  /// Where the condition at `pc` goes on with this answer.
  uint32_t AfterAnswer(bool answer) const;
  /// Leaves the loops that end at `at` because their condition is true.
  void LeaveLoops(uint32_t at);
  Result<Value> Concat(std::span<const Value> parts);
  Value MakeList(std::span<const Value> parts);
  /// Those of a list itself, which its row may still change.
  std::span<const Value> ItemsOf(const Value& list);
  /// Calls import `row`, traced; its value, nil for commands.
  Result<Value> Invoke(uint16_t row, std::span<const Value> args);
  void TraceCall(const Row& row, std::span<const Value> args,
                 const Result<Value>& result);
  /// Leaves to later filters what a system filter did.
  void HandOver();
  void TraceFailure();
  /// Words `error` with the frame and place of the current instruction.
  Error Explain(Error error) const;

  const Program* program = nullptr;
  Host& host;
  const Settings& settings;
  Arena arena{limits::kRunBytes};
  mail::HeaderView headers;
  ActionList actions;
  RegexCache regexes;
  BodyCache bodies;
  CallContext context;
  std::vector<Value> stack;
  std::vector<Value> variables;
  size_t value_slot = 0;  ///< of them; their number: there is no $value
  std::vector<Loop> loops;
  std::vector<std::span<const Value>> saved_matches;
  RunInput input;
  size_t original_size = 0;          // of the message of the run
  mail::Message replacement;         // in place of the message of `input`
  const Content* content = nullptr;  // as of edit number `content_edits`
  uint64_t content_edits = 0;
  std::list<std::string> messages;  // taken; the last one is `replacement`'s
  bool enclosed = false;            // redirect sends `redirect_content`
  const Content* redirect_content = nullptr;
  uint32_t pc = 0;
  size_t instructions = 0;  ///< left to run
  size_t nesting = 0;       ///< programs that wait for the one that runs
};

}  // namespace trommel::vm
