// SPDX-License-Identifier: MIT
// ExpansionEmitter: code for expansion trees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/exim/expansion.h"
#include "interp/program/builder.h"

namespace trommel::exim {

/// Writes code that leaves one string on the stack. Only the branch taken is
/// evaluated; $value and $0, $1 … are restored after the item that set them.
/// The operand stack stays below limits::kStackDepth however deep the tree is.
///
/// Example: `a${lc:X}$1` becomes Str "a"; CallConst lc("X"); LoadMatch 1;
/// Concat 3.
class ExpansionEmitter {
 public:
  ExpansionEmitter(Builder& builder, const RowIndex& rows)
      : builder_(builder), rows_(rows) {}

  /// `text` is the string as written, for the error; `place` is "save command"
  /// or "filter file".
  void Emit(const Expansion& expansion, std::string_view text,
            std::string_view place);

 private:
  void String(const Node& node);
  void Sequence(const Node& node);
  void Call(const RowEntry& row, const Node* args);
  void Lookup(const Node& node);
  void If(const Node& node);
  void Extract(const Node& node);
  void Otherwise(const Node& node);
  /// Jumps when the test comes out as `sense`; goes on when not.
  void Evaluate(const Node* args);
  void JumpWhen(const Test& test, bool sense, std::vector<Jump>* jumps);
  void JumpList(const Test& test, bool sense, std::vector<Jump>* jumps);
  /// Errors of the code up to EndInside() name the list it is in.
  void BeginInside(const Test& list);
  void EndInside(const Test& list);
  void Bind(const std::vector<Jump>& jumps);
  void Load(std::string_view slot);
  void Store(std::string_view slot);
  /// The slot in which `what` waits at the present depth.
  std::string SlotName(std::string_view what) const;

  Builder& builder_;
  const RowIndex& rows_;
  size_t depth_ = 0;
  std::string_view text_;
  std::string_view place_;
  std::string inside_;  ///< what errors end in, innermost list first
};

}  // namespace trommel::exim
