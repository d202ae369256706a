// SPDX-License-Identifier: MIT
#include "tools/trommel/filter_trace.h"

#include <string>

#include "tools/trommel/exim_condition_text.h"

namespace trommel {
namespace {

// More of a condition is not shown in any form.
constexpr size_t kMostBytes = 4096;

std::string TextOf(const OutlineNode& node) {
  std::string out;
  WordCondition(node, [&out](std::string_view piece) {
    out += piece;
    return out.size() < kMostBytes;
  });
  if (out.size() > kMostBytes) out.resize(kMostBytes);
  return out;
}

std::string_view NameOf(const exim::Command& command) {
  return command.branches != nullptr ? "if" : command.name;
}

}  // namespace

void FilterTrace::OnCall(const vm::TraceEvent& event) {
  printer_->OnCall(event);
  EximReplay::OnCall(event);
}

void FilterTrace::OnFailure(uint32_t line, uint32_t column) {
  printer_->OnFailure(line, column);
  failed_ = true;
  EximReplay::OnFailure(line, column);
}

void FilterTrace::OnAddress(const OutlineNode& loop, std::string_view address) {
  printer_->OnAddress(outline().PlaceOf(loop.leaf->at), address);
}

void FilterTrace::OnResult(const OutlineNode& node, bool value) {
  if (node.parent != nullptr || failed_) return;
  const OutlineBranch& branch = *node.branch;
  const std::string condition = TextOf(node);
  TraceDecision decision;
  decision.place = outline().PlaceOf(branch.at);
  decision.word = branch.is_elif ? "elif" : "if";
  decision.condition = condition;
  decision.value = value;
  const OutlineStep& step = value ? branch.when_true : branch.when_false;
  if (step.condition != nullptr) {
    decision.next = outline().PlaceOf(step.condition->at);
    decision.next_word = "elif";
  } else if (step.command != nullptr) {
    decision.next = outline().PlaceOf(step.command->at);
    decision.next_word = NameOf(*step.command);
  }
  printer_->OnDecision(decision);
}

}  // namespace trommel
