// SPDX-License-Identifier: MIT
// Programs that run inside a call of another program: ${expand: and its like.
#include <algorithm>
#include <utility>

#include "interp/base/inline_vector.h"
#include "interp/base/work.h"
#include "interp/vm/expander.h"
#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

bool ReadsMatches(const Program& program) {
  return std::ranges::any_of(program.code(), [](const Insn& insn) {
    return insn.op == Op::kLoadMatch;
  });
}

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

/// The slot of the $value of a program; its number of variables when it has
/// none.
size_t ValueSlot(const Program& program) {
  const auto names = program.variables();
  return static_cast<size_t>(std::ranges::find(names, "value") - names.begin());
}

Value Shown(const Leavings::Text& text) {
  return Value::String(text.text, text.tainted);
}

void Keep(const Value& value, Leavings::Text* out) {
  out->text.assign(value.text());  // which may view it
  out->tainted = value.tainted();
}

}  // namespace

void MachineState::Use(const Program& another) {
  program = &another;
  stack.resize(another.stack_depth() + 1);
  variables.resize(another.variables().size());
  value_slot = ValueSlot(another);
  context.matches_wanted_ = ReadsMatches(another);
}

void MachineState::TakeLeavings() {
  const Leavings& left = *input.leavings;
  context.matches_wanted_ = true;
  context.matches_ = {};
  if (!left.matches.empty()) {
    InlineVector<Value, limits::kMatchVariables> matches;
    for (const Leavings::Text& text : left.matches)
      matches.push_back(Shown(text));
    context.SetMatches(matches.all());
  }
  if (value_slot < variables.size()) variables[value_slot] = Shown(left.value);
}

/// Whether what was called last is a lookup.
bool MachineState::InLookup() const {
  const Insn& insn = program->code()[pc];
  if (insn.op != Op::kCall && insn.op != Op::kCallConst) return false;
  return program->import(insn.b).row->kind == RowKind::kLookupType;
}

void MachineState::Leave(bool failed) {
  Leavings& left = *input.leavings;
  left.matches.resize(context.matches_.size());
  for (size_t i = 0; i < left.matches.size(); ++i)
    Keep(context.matches_[i], &left.matches[i]);
  if (value_slot < variables.size()) Keep(variables[value_slot], &left.value);
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
  const size_t nested_value = ValueSlot(nested);
  if (input.leavings != nullptr && nested_value < nested_variables.size() &&
      ValueSlot(*program) == variables.size()) {
    nested_variables[nested_value] = Shown(input.leavings->value);
  }
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

Result<std::string_view> MachineState::Expanded() {
  Status status = Go(false);
  if (input.leavings != nullptr) Leave(!status);
  if (!status) return Err(std::move(status.error()));
  return variables[kExpandedSlot].text();
}

Result<std::string_view> Machine::Evaluate(const RunInput& input,
                                           TraceSink* trace) {
  state_->Reset(input, trace);
  return state_->Expanded();
}

/// A string changes nothing of the message.
Result<std::string_view> Machine::EvaluateNext(size_t entry) {
  state_->arena.Reset();
  state_->Begin(state_->program->entries()[entry - 1]);
  return state_->Expanded();
}

}  // namespace trommel::vm
