// SPDX-License-Identifier: MIT
// Program: a verified, loaded script; read-only, shared by any number of
// threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/program/op.h"
#include "interp/program/row_index.h"

namespace trommel {

/// Place of an instruction in the source; line 0 means unknown.
struct CodePlace {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// See fbs::Frame. Texts view the program.
struct CodeFrame {
  std::string_view text;
  std::string_view command;
};

/// Owner of a container, or of the tables that a builder would have written
/// into one, and of the values made from its constants. Only Load and
/// Builder::Build make one, so that every Program in existence has been
/// verified: its tables, then its sense.
class Program {
 public:
  /// Checks the container's structure (FlatBuffers), resolves imports against
  /// `index`, then its sense (Verify). `bytes` is copied or moved in.
  /// kBadProgram with the reason otherwise: never undefined behaviour, whatever
  /// the bytes.
  static Result<Program> Load(std::string bytes, const RowIndex& index);
  /// The same from a file, mapped read-only. The file must be one that is only
  /// ever replaced by rename.
  static Result<Program> LoadFile(const std::string& path,
                                  const RowIndex& index);

  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  Language language() const;
  std::string_view source_name() const;
  uint64_t source_hash() const;
  uint32_t source_size() const;
  /// Whether it was compiled from exactly these bytes.
  bool MatchesSource(std::string_view source) const;

  std::span<const Insn> code() const { return code_; }
  const Value& string(size_t i) const { return strings_[i]; }
  const Value& list(size_t i) const { return lists_[i]; }
  int64_t integer(size_t i) const { return ints_[i]; }
  std::span<const Value> block(size_t i) const { return blocks_[i].list(); }
  const RowEntry& import(size_t i) const { return imports_[i]; }
  std::span<const RowEntry> imports() const { return imports_; }
  size_t string_count() const { return strings_.size(); }
  size_t list_count() const { return lists_.size(); }
  size_t int_count() const { return ints_.size(); }
  size_t block_count() const { return blocks_.size(); }
  std::span<const std::string_view> variables() const { return variables_; }
  /// Where a run may begin besides at 0: Builder::NextEntry. A container has
  /// none of them.
  std::span<const uint32_t> entries() const { return entries_; }
  /// Deepest operand stack of any path, proved by Verify.
  size_t stack_depth() const { return stack_depth_; }

  CodePlace PlaceOf(uint32_t pc) const;
  /// Innermost frame around `pc`; empty texts when there is none.
  CodeFrame FrameOf(uint32_t pc) const;

  /// The container, to be saved or listed; written at the first call when the
  /// program was built in this process.
  std::string_view bytes() const;

 private:
  friend struct ProgramLoader;
  Program();
  struct Storage;  // the bytes, owned or mapped, or the tables
  std::shared_ptr<Storage> storage_;
  std::span<const Insn> code_;
  std::span<const int64_t> ints_;
  std::span<const Value> strings_;
  std::span<const Value> lists_;
  std::span<const Value> blocks_;  // lists of arguments of any type
  std::span<const RowEntry> imports_;
  std::span<const std::string_view> variables_;
  std::span<const uint32_t> entries_;
  size_t stack_depth_ = 0;
};

/// Proves the sense of a loaded program: known opcodes, jump targets in range,
/// constant, slot and import indices in range, types and depth of the stack on
/// every path, loops and saved matches balanced, calls as their usage lines
/// say, no way to run off the end. Returns the deepest stack.
Result<size_t> Verify(const Program& program);

/// Writes `bytes` to `path` by temporary file, fsync and rename, mode 0600. A
/// symbolic link is followed; a device or pipe is written into, never replaced.
Status SaveProgram(std::string_view bytes, const std::string& path);

}  // namespace trommel
