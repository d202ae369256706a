// SPDX-License-Identifier: MIT
// Commands with a block that runs once an item (rows of kind kSource), and what
// leaves them (kEscape).
#include <algorithm>
#include <string>

#include "interp/base/limits.h"
#include "interp/sieve/compiler.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

std::string Quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

/// Row::extends of a block command that stands in no other block.
constexpr std::string_view kTopLevel = "top-level";

/// The string behind the tag :name; empty if there is none.
std::string_view NameOf(const Node& node) {
  for (size_t i = 0; i + 1 < node.args.size(); ++i) {
    if (node.args[i].kind == ArgKind::kTag &&
        text::EqualsCaseless(node.args[i].text, "name") &&
        node.args[i + 1].kind == ArgKind::kString) {
      return node.args[i + 1].text;
    }
  }
  return {};
}

}  // namespace

void Compiler::Step(std::string_view command, std::string_view step,
                    size_t argc) {
  const std::string name = std::string(command) + std::string(step);
  const RowEntry* entry = rows_.Find(Language::kSieve, RowKind::kStep, name);
  builder_->Call(*entry, argc);
  builder_->Emit(Op::kPop);
}

/// False when `node` is no block command.
bool Compiler::Block(const Node& node) {
  const RowEntry* entry =
      rows_.Find(Language::kSieve, RowKind::kSource, node.name);
  if (entry == nullptr) return false;
  capabilities_.Demand(*entry, node.span, "");
  if (!node.has_block && !node.broken) {
    issues_->Error(node.span, Quoted(node.name) + " needs a block",
                   "write what is to be done between \"{\" and \"}\"");
  }
  if (node.tests != nullptr && !node.broken) {
    issues_->Error(node.tests->span,
                   "the command " + Quoted(node.name) + " takes no test",
                   "tests stand after \"if\"");
  }
  if (entry->row->extends == kTopLevel && blocks_ > 0) {
    issues_->Error(node.span, Quoted(node.name) +
                                  " commands cannot be nested: they must be "
                                  "issued at top-level");
  }
  const size_t within =
      session_->loops + static_cast<size_t>(std::ranges::count(
                            loops_, entry->row->name, &Loop::command));
  if (within >= limits::kBlockLoops) {
    issues_->Error(node.span, Quoted(node.name) + " is nested more than " +
                                  std::to_string(limits::kBlockLoops) +
                                  " deep");
  }
  const bool sound = !node.broken && binder_.Bind(node, *entry);
  if (sound) EmitCall(node, *entry);
  if (sound) builder_->Emit(Op::kIter);
  const uint32_t head = builder_->Here();
  loops_.push_back({entry->row->name, NameOf(node), {}});
  binder_.SetLooped(true);
  Jumps done;
  Add(&done, Op::kNext);
  Step(entry->row->name, "_enter", 1);
  Commands(node.block, false);
  builder_->JumpBack(head);
  BindHere(loops_.back().leave);
  loops_.pop_back();
  binder_.SetLooped(!loops_.empty());
  BindHere(done);
  Step(entry->row->name, "_leave", 0);
  return true;
}

/// False when `node` is no command that leaves a block.
bool Compiler::Escape(const Node& node) {
  const RowEntry* entry =
      rows_.Find(Language::kSieve, RowKind::kEscape, node.name);
  if (entry == nullptr) return false;
  Plain(node, "command");
  capabilities_.Demand(*entry, node.span, "");
  if (node.broken || !binder_.Bind(node, *entry)) return true;
  if (entry->row->run != nullptr) EmitCall(node, *entry);
  LeaveBlock(node, *entry);
  return true;
}

/// A test that may stand as a command: when it is false, NAME_else is called
/// and leaves the block. False when `node` is none.
bool Compiler::TestOrElse(const Node& node) {
  const RowEntry* test =
      rows_.Find(Language::kSieve, RowKind::kTest, node.name);
  if (test == nullptr) return false;
  const RowEntry* otherwise =
      rows_.Find(Language::kSieve, RowKind::kEscape,
                 std::string(test->row->name) + "_else");
  if (otherwise == nullptr) return false;
  Plain(node, "command");
  capabilities_.Demand(*test, node.span, "");
  if (node.broken || !binder_.Bind(node, *test)) return true;
  EmitCall(node, *test);
  Jumps well;
  Add(&well, Op::kJumpTrue);
  if (binder_.Bind(node, *otherwise)) {
    EmitCall(node, *otherwise);
    LeaveBlock(node, *otherwise);
  }
  BindHere(well);
  return true;
}

/// Out of the block that `entry` leaves. Where there is none around, an escape
/// that does something of its own ends the script.
void Compiler::LeaveBlock(const Node& node, const RowEntry& entry) {
  const std::string_view name = NameOf(node);
  size_t at = loops_.size();
  while (at > 0 && (loops_[at - 1].command != entry.row->extends ||
                    (!name.empty() && loops_[at - 1].name != name))) {
    --at;
  }
  if (at == 0 && entry.row->run != nullptr) {
    builder_->Emit(Op::kHalt);
    return;
  }
  if (at == 0) {
    issues_->Error(node.span, name.empty()
                                  ? Quoted(node.name) + " stands outside of " +
                                        Quoted(entry.row->extends)
                                  : "no " + Quoted(entry.row->extends) +
                                        " around has the name " + Quoted(name));
    return;
  }
  for (size_t i = loops_.size(); i > at; --i) {
    builder_->Emit(Op::kEndIter);
    Step(loops_[i - 1].command, "_leave", 0);
  }
  builder_->Emit(Op::kEndIter);
  Add(&loops_[at - 1].leave, Op::kJump);
}

}  // namespace trommel::sieve
