// SPDX-License-Identifier: MIT
// Programs that run inside a call of another program: ${expand: and its like.
#include <utility>

#include "interp/base/work.h"
#include "interp/vm/expander.h"
#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

/// Variables that a string reads from where it stands.
constexpr std::string_view kShared[] = {"value", "item", "thisaddress"};

void CopyShared(const Program& from, const std::vector<Value>& values,
                const Program& to, std::vector<Value>* out) {
  for (std::string_view name : kShared) {
    for (size_t i = 0; i < from.variables().size(); ++i) {
      if (from.variables()[i] != name) continue;
      for (size_t j = 0; j < to.variables().size(); ++j) {
        if (to.variables()[j] == name) (*out)[j] = values[i];
      }
    }
  }
}

}  // namespace

Result<Value> MachineState::RunNested(const Program& nested) {
  if (nesting == limits::kExpandNesting) {
    return Err(Code::kLimit, "strings expand strings more than " +
                                 std::to_string(limits::kExpandNesting) +
                                 " deep");
  }
  work::Spend(nested.code().size() * sizeof(Insn));
  std::vector<Value> nested_stack(nested.stack_depth() + 1);
  std::vector<Value> nested_variables(nested.variables().size(),
                                      Value::String({}));
  CopyShared(*program, variables, nested, &nested_variables);
  std::vector<Loop> nested_loops;
  std::vector<std::span<const Value>> nested_matches;
  const bool wanted = context.matches_wanted_;
  const Program* outer = std::exchange(program, &nested);
  const uint32_t outer_pc = std::exchange(pc, 0);
  auto swap = [&] {
    std::swap(stack, nested_stack);
    std::swap(variables, nested_variables);
    std::swap(loops, nested_loops);
    std::swap(saved_matches, nested_matches);
  };
  swap();
  ++nesting;
  context.matches_wanted_ = true;
  Status status = Execute(0);
  if (!status) status = Err(Explain(std::move(status.error())));
  --nesting;
  swap();
  context.matches_wanted_ = wanted;
  program = outer;
  pc = outer_pc;
  if (!status) return Err(std::move(status.error()));
  return nested_variables[kExpandedSlot];
}

Result<std::string> Machine::Evaluate(const RunInput& input) {
  const Outcome outcome = Run(input);
  if (!outcome.ok) return Err(outcome.error);
  return std::string(state_->variables[kExpandedSlot].text());
}

}  // namespace trommel::vm
