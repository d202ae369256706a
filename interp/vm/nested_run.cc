// SPDX-License-Identifier: MIT
// Programs that run inside a call of another program: ${expand: and its like.
#include <algorithm>
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

/// The variable of that name; null when the program does not use it.
Value* FindVariable(const Program& program, std::string_view name,
                    std::vector<Value>* values) {
  const auto names = program.variables();
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return nullptr;
  return &(*values)[static_cast<size_t>(found - names.begin())];
}

Value Shown(const Leavings::Text& text) {
  return Value::String(text.text, text.tainted);
}

Leavings::Text Kept(const Value& value) {
  return {std::string(value.text()), value.tainted()};
}

}  // namespace

void MachineState::TakeLeavings() {
  const Leavings& left = *input.leavings;
  context.matches_wanted_ = true;
  std::vector<Value> matches;
  for (const Leavings::Text& text : left.matches)
    matches.push_back(Shown(text));
  context.SetMatches(matches);
  Value* value = FindVariable(*program, "value", &variables);
  if (value != nullptr) *value = Shown(left.value);
}

/// Whether what was called last is a lookup.
bool MachineState::InLookup() const {
  const Insn& insn = program->code()[pc];
  if (insn.op != Op::kCall && insn.op != Op::kCallConst) return false;
  return program->import(insn.b).row->kind == RowKind::kLookupType;
}

void MachineState::Leave(bool failed) {
  Leavings& left = *input.leavings;
  left.matches.clear();
  for (const Value& match : context.matches_)
    left.matches.push_back(Kept(match));
  const Value* value = FindVariable(*program, "value", &variables);
  if (value != nullptr) left.value = Kept(*value);
  if (failed && InLookup()) left.value = {};
}

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

Result<std::string> Machine::Evaluate(const RunInput& input, TraceSink* trace) {
  const Outcome outcome = Run(input, trace);
  if (input.leavings != nullptr) state_->Leave(!outcome.ok);
  if (!outcome.ok) return Err(outcome.error);
  return std::string(state_->variables[kExpandedSlot].text());
}

}  // namespace trommel::vm
