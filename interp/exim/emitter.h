// SPDX-License-Identifier: MIT
// Emitter: code for the commands and conditions of an Exim filter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/exim/ast.h"
#include "interp/exim/expansion_emitter.h"
#include "interp/exim/expansion_parser.h"
#include "interp/program/builder.h"

namespace trommel::exim {

/// Writes the whole filter. A command or condition whose row the engine lacks
/// becomes code that fails when reached.
class Emitter {
 public:
  Emitter(Builder& builder, const RowIndex& rows)
      : builder_(builder),
        rows_(rows),
        parser_(rows, trees_),
        expansions_(builder, rows) {}

  /// Code for `first` and its successors; null is an empty block. Each command
  /// carries its place, each expansion a frame with its text and "save command"
  /// or, in conditions, "filter file".
  void Block(const Command* first);

 private:
  void If(const Command& command);
  void Simple(const Command& command);
  /// Fills args_, nil for slots left out; true when nothing is to be expanded
  /// at run time.
  bool Prepare(const Command& command, const RowEntry& row);

  // emitter_conditions.cc. Conditions become jumps, not values: nothing of a
  // condition is on the stack when a branch runs.
  /// Jumps when the condition comes out as `sense`; goes on when not.
  void JumpWhen(const Condition& condition, bool sense,
                std::vector<Jump>* jumps);
  void JumpList(const Condition& condition, bool sense,
                std::vector<Jump>* jumps);
  void JumpLoop(const Condition& condition, bool sense,
                std::vector<Jump>* jumps);
  void Step(std::string_view name, size_t argc);
  void Test(const Condition& condition);
  void Names(const RowEntry& row, const Condition& condition);
  void Expand(std::string_view text);
  const RowEntry* Find(RowKind kind, std::string_view name) const {
    return rows_.Find(Language::kExim, kind, name);
  }

  /// An argument with its string parsed.
  struct Prepared {
    const Argument* argument;
    Expansion expansion;
  };

  Builder& builder_;
  const RowIndex& rows_;
  Arena trees_;  // of the command or condition being written
  ExpansionParser parser_;
  ExpansionEmitter expansions_;
  std::vector<Prepared> args_;
  size_t depth_ = 0;  // of ifs
};

}  // namespace trommel::exim
