// SPDX-License-Identifier: MIT
// What follows an error inside Exim's foranyaddress: the addresses that are
// left are looked at all the same, and the last error is the one reported. Of
// the condition only its first part is asked then, since `and` and `or` go no
// further after an error.
#include <algorithm>
#include <optional>

#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

/// Whether nothing but nil is left.
bool IsOver(std::span<const Value> items) {
  return std::ranges::all_of(items, &Value::is_nil);
}

/// Stops the run behind the first condition that is asked.
class FirstAnswer : public TraceSink {
 public:
  explicit FirstAnswer(CallContext& context)
      : context_(context), next_(context.trace()) {}

  void OnCall(const TraceEvent& event) override {
    if (next_ != nullptr) next_->OnCall(event);
    if (event.failed) return;
    if (event.row->kind == RowKind::kCondition) {
      value = event.result.boolean();
      context_.RequestStop();
    } else if (event.row->kind == RowKind::kSource &&
               IsOver(event.result.list())) {
      context_.RequestStop();
    }
  }
  void OnCompare(std::string_view subject, std::string_view key,
                 bool matched) override {
    if (next_ != nullptr) next_->OnCompare(subject, key, matched);
  }
  void OnFailure(uint32_t line, uint32_t column) override {
    if (next_ != nullptr) next_->OnFailure(line, column);
  }

  std::optional<bool> value;

 private:
  CallContext& context_;
  TraceSink* next_;
};

bool IsOfScript(const Error& error) {
  return error.code == Code::kRun || error.code == Code::kForced;
}

}  // namespace

bool MachineState::UnwindToCondition() {
  while (!loops.empty()) {
    const uint32_t head = loops.back().head;
    if (program->code()[head].op == Op::kNext &&
        program->FrameOf(head).command.empty()) {
      return true;
    }
    loops.pop_back();
  }
  return false;
}

uint32_t MachineState::AfterAnswer(bool answer) const {
  const Insn jump = program->code()[pc + 1];
  if (jump.op == (answer ? Op::kJumpTrue : Op::kJumpFalse)) return jump.c;
  return pc + 2;
}

void MachineState::LeaveLoops(uint32_t at) {
  const std::span<const Insn> code = program->code();
  while (!loops.empty() && code[at].op == Op::kEndIter) {
    loops.pop_back();
    if (code[at + 1].op != Op::kJump) return;
    at = code[at + 1].c;
  }
}

void MachineState::FinishLoops(Error* error) {
  TraceSink* const sink = context.trace_;
  FirstAnswer first(context);
  context.trace_ = &first;
  size_t rounds = limits::kInstructions / program->code().size();
  while (IsOfScript(*error) && UnwindToCondition()) {
    const Loop& loop = loops.back();
    if (IsOver(loop.items.subspan(loop.next))) {
      loops.pop_back();
      continue;
    }
    if (rounds-- == 0) {
      *error = {Code::kLimit, "the run took too many instructions"};
      break;
    }
    pc = loop.head;
    saved_matches.resize(loop.saved);
    context.stop_ = false;
    first.value.reset();
    Status status = Execute(loop.depth);
    if (!status) {
      TraceFailure();
      *error = Explain(std::move(status.error()));
    } else if (first.value) {
      LeaveLoops(AfterAnswer(*first.value));
    }
  }
  context.trace_ = sink;
}

}  // namespace trommel::vm
