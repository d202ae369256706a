// SPDX-License-Identifier: MIT
// ExpansionEmitter: code for expansion trees.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/inline_vector.h"
#include "interp/exim/expansion.h"
#include "interp/program/builder.h"

namespace trommel::exim {

/// Writes code that leaves one string on the stack. $value and $0, $1 … are
/// restored after the item that set them. The operand stack stays below
/// limits::kStackDepth however deep the tree is.
///
/// Exim skims a branch that is not taken: eager rows run and may fail; other
/// variables, operators and ${extract give nothing, and no condition holds. We
/// emit that code where it can fail.
///
/// Example: `a${lc:X}$1` becomes Str "a"; CallConst lc("X"); LoadMatch 1;
/// Concat 3.
class ExpansionEmitter {
  using Jumps = InlineVector<Jump, 6>;

 public:
  /// With `places` the code knows its places in the string, which is then all
  /// of the program's source.
  ExpansionEmitter(Builder& builder, const RowIndex& rows, bool places = false)
      : builder_(builder), rows_(rows), places_(places) {}

  /// `text` is the string as written, for the error; `place` is "save command"
  /// or "filter file", or empty when errors shall not name the string.
  void Emit(const Expansion& expansion, std::string_view text,
            std::string_view place);
  /// Without frames around, for a program that is strings and no more.
  void EmitBare(const Expansion& expansion);

 private:
  void Body(const Expansion& expansion);
  void String(const Node& node);
  void Sequence(const Node& node);
  void Call(const RowEntry& row, const Node* args);
  void Item(const Node& node);
  void BareItem(const Node& node);
  void Lookup(const Node& node);
  void Run(const Node& node);
  /// Keep $value as it is over an item that runs programs inside.
  void KeepValue(const Node& node);
  void RestoreValue(const Node& node);
  /// The yes string with the value on the stack as $value, and what is skipped.
  void Found(const Node& node);
  void If(const Node& node);
  void SkipYes(const Node& node);
  void Extract(const Node& node);
  void ExtractBy(const Node& node, const ExtractForm& form, size_t args);
  /// Whether the text in `slot` matches.
  void Matches(uint16_t slot, std::string_view pattern);
  void Raise(std::string_view error);
  /// The next instruction belongs to the present place.
  void Mark() {
    if (places_) builder_.At(at_);
  }
  void Otherwise(const Node& node);
  /// Evaluates and drops the first `most` of `args`.
  void Evaluate(const Node* args, size_t most = SIZE_MAX);
  /// Jumps when the test comes out as `sense`; goes on when not.
  void JumpWhen(const Test& test, bool sense, Jumps* jumps);
  void JumpFound(const Test& test, bool sense, Jumps* jumps);
  void JumpList(const Test& test, bool sense, Jumps* jumps);
  /// Skips what a decided list has left, from a jump of `decided` on; those of
  /// each child end at one of `ends`.
  void SkipRest(const Test& list, const Jumps& decided,
                std::span<const size_t> ends);

  // expansion_skipper.cc: what Exim does where it skips.
  static bool MayFail(const Node* nodes);
  static bool MayFail(const Test& test);
  void Skipped(const Node& node);
  void BareSkipped(const Node& node);
  void ForgetValue();
  void Awake(const Node& node);
  void Skip(const Node* node);
  void Skip(const Test& test);

  // expansion_loop_code.cc
  struct LoopPlace {
    uint32_t again;
    Jump done;
  };
  void Loop(const Node& node);
  void SkipBody(const Node& node);
  static const Node* BodyOf(const Node& node);
  void BrokenLoop(const Node& node);
  void SkipLoop(const Test& test);
  void SkimTest(const Test& test);
  void LoopBody(const Node& node);
  void JumpLoop(const Test& test, bool sense, Jumps* jumps);
  LoopPlace BeginLoop(const RowEntry* source, uint16_t outer);
  void Step(std::string_view name, size_t argc);

  /// Errors of the code up to EndInside() end in `suffix`, which names the
  /// list or loop that the code is in.
  void BeginInside(std::string_view suffix);
  void EndInside(std::string_view suffix);
  static std::string InsideText(const Test& test);
  void Bind(std::span<const Jump> jumps);
  void Load(uint16_t slot) { builder_.EmitCount(Op::kLoadVar, slot); }
  void Store(uint16_t slot) { builder_.EmitCount(Op::kStoreVar, slot); }
  uint16_t ValueSlot() { return Slot(Held::kValue, 0); }
  uint16_t ItemSlot() { return Slot(Held::kItem, 0); }
  /// What waits in variables; of `held` each depth has its own. They are named
  /// in expansion_emitter.cc.
  enum class Held : uint8_t {
    kValue,
    kItem,
    kBefore,
    kNo,
    kList,
    kOrder,
    kSome,
    kKey,
    kCount
  };
  /// The slot in which `what` waits at the present depth.
  uint16_t Slot(Held what) { return Slot(what, depth_); }
  /// That a kSlot node is about.
  uint16_t SlotOf(const Node& node);
  /// At depth 0: the variable that strings can name.
  uint16_t Slot(Held what, size_t depth);

  /// Slots that are known, for the first depths; the number and 1.
  static constexpr size_t kKnownDepths = 6;
  std::array<std::array<uint16_t, kKnownDepths>,
             static_cast<size_t>(Held::kCount)>
      slots_{};
  Builder& builder_;
  const RowIndex& rows_;
  bool places_;
  uint32_t at_ = 0;  ///< where what is being written stands
  size_t depth_ = 0;
  bool skipping_ = false;
  size_t awake_ = 0;  ///< strings that were expanded where Exim skips
  size_t loops_ = 0;  ///< conditions over lists around
  std::string_view text_;
  std::string_view place_;
  std::string inside_;   ///< what errors end in, innermost list first
  std::string command_;  ///< of the frame being begun
};

}  // namespace trommel::exim
