// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_trace.h"

#include <algorithm>
#include <array>
#include <string>

#include "tools/trommel/exim_condition_text.h"

namespace trommel {
namespace {

constexpr size_t kStep = 2;  // blanks a level

/// Commands whose line on stdout is indented, but on stderr.
constexpr std::array<std::string_view, 11> kIndented = {
    "deliver",  "save",   "pipe", "mail",   "vacation", "logfile",
    "logwrite", "finish", "fail", "freeze", "defer"};

bool IsMail(const Row& row) {
  return row.name == "mail" || row.name == "vacation";
}

}  // namespace

void EximTrace::OnLeaf(const OutlineNode& leaf, const vm::TraceEvent& event) {
  const std::string_view row = leaf.leaf->row;
  if (row != "matches" && row != "MATCHES") return;
  auto operand = [&](const char* label, const Value& value) {
    debug_->Indented(label + std::string(value.text()) + "\n");
  };
  debug_->Indented("Match expanded arguments:\n");
  operand("  Subject = ", event.args[0]);
  operand("  Pattern = ", event.args[1]);
}

void EximTrace::OnResult(const OutlineNode& node, bool value) {
  if (debug_->full()) return;
  debug_->Blanks(kStep * node.branch->depth);
  debug_->Indented(std::string(node.parent == nullptr ? "C" : "Sub-c") +
                   "ondition is " + (value ? "true: " : "false: "));
  WordCondition(node, [this](std::string_view piece) {
    debug_->Text(piece);
    return !debug_->full();
  });
  debug_->Indented("\n");
}

void EximTrace::OnAddress(const OutlineNode& loop, std::string_view address) {
  debug_->Blanks(kStep * loop.branch->depth);
  debug_->Indented("Extracted address " + std::string(address) + "\n");
}

void EximTrace::OnCommand(const vm::TraceEvent& event) {
  if (event.failed) return;
  const uint32_t depth = outline().DepthAt(event.line, event.column);
  const bool is_mail = IsMail(*event.row);
  if (is_mail && mail_ignored_) return;
  if (is_mail) mail_depths_.push_back(depth);
  if (std::ranges::find(kIndented, event.row->name) == kIndented.end()) return;
  debug_->Blanks(kStep * depth);
}

}  // namespace trommel
