// SPDX-License-Identifier: MIT
// Builder: what front ends write code with; ends in a FlatBuffers container.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/source.h"
#include "interp/program/op.h"
#include "interp/program/program.h"
#include "interp/program/row_index.h"

namespace trommel {

/// Raised when the meaning of the container or of an opcode changes.
inline constexpr uint32_t kProgramFormat = 1;

/// Hash of a script's bytes, to tell a stale compiled program (XXH-like, not
/// cryptographic).
uint64_t HashSource(std::string_view bytes);

/// A forward jump to be bound later: the index of its instruction.
struct Jump {
  uint32_t at;
};

/// Whether equal constants of a program are kept once, or are not looked for:
/// for small programs that soon go, or run once.
enum class Constants : uint8_t { kInterned, kAsTheyCome };

/// Writes one program. Constants are interned: the same string costs once.
/// Single use: Finish() empties it.
///
/// Example: `if header :is "a" "b" { keep; }`
///
///     Jump over = ...;
///     b.CallConst(header, args);            // pushes a bool
///     Jump else_ = b.Branch(Op::kJumpFalse);
///     b.CallConst(keep, {});
///     b.Bind(else_);
///     b.Emit(Op::kHalt);
class Builder {
 public:
  Builder(Language language, const SourceText& source,
          Constants constants = Constants::kInterned);
  ~Builder();

  void Emit(Op op);
  void EmitBool(bool value);
  void EmitInt(int64_t value);
  void EmitString(std::string_view value);
  void EmitList(std::span<const std::string_view> items);
  /// Op with a count, slot or group operand.
  void EmitCount(Op op, size_t count);
  /// Raise or Force with their text.
  void EmitText(Op op, std::string_view text);

  /// Calls `row` with `argc` values from the stack.
  void Call(const RowEntry& row, size_t argc);
  /// Calls `row` with constants: no pushes, one instruction. Strings are
  /// interned; lists are lists of strings.
  struct Constant {
    Type type = Type::kNil;
    bool boolean = false;
    int64_t number = 0;
    std::string_view text = {};
    std::span<const std::string_view> list = {};
  };
  void CallConst(const RowEntry& row, std::span<const Constant> args);

  /// Emits Jump, JumpFalse, JumpTrue or Next with an open target.
  [[nodiscard]] Jump Branch(Op op);
  /// The next instruction becomes the target of `jump`.
  void Bind(Jump jump);
  /// A place to jump back to.
  uint32_t Here() const;
  void JumpBack(uint32_t target);

  /// Ends what a run does. The next instruction is where another run may begin
  /// (Program::entries), with an empty stack; constants and variables are
  /// shared. For Build() alone: a container has no entries.
  void NextEntry();

  /// Slot of the variable `name`, made at first use.
  uint16_t Variable(std::string_view name);
  size_t variables() const;

  /// Code from here on belongs to this place of the source (a byte offset).
  void At(uint32_t offset);
  /// Code between expands `text` for `command`, "save command" or "filter
  /// file"; frames nest, inner wins. What follows a line end in `command` is
  /// put after the error; after a NUL there, in its place.
  void BeginFrame(std::string_view text, std::string_view command);
  void EndFrame();

  /// The finished container's bytes. A Halt is appended. kLimit when something
  /// does not fit the format.
  Result<std::string> Finish();
  /// The same as a program, verified, without the way through bytes: what
  /// Program::Load would make of them. Further errors as in Program::Load.
  Result<Program> Build();

 private:
  struct Impl;
  Status Close();
  std::shared_ptr<Impl> impl_;  // the program's tables afterwards
};

}  // namespace trommel
