// SPDX-License-Identifier: MIT
// Program::Storage: a container's bytes, owned or mapped. Private.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "interp/base/inline_vector.h"
#include "interp/program/container.h"
#include "interp/program/program.h"

namespace trommel {

/// Owner of the bytes that a Program's views lead to, or part of what owns the
/// tables in their place; does not move.
struct Program::Storage {
  explicit Storage(std::string bytes);
  /// Takes over a mapping, which munmap ends.
  Storage(void* mapping, size_t size);
  ~Storage();
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  /// For `parts` to come; `bytes` are written when asked for.
  Storage() : unwritten(true) {}
  std::string_view Bytes();

  bool unwritten = false;
  std::once_flag written;
  std::string owned;
  void* mapping = nullptr;
  std::string_view bytes;
  container::Parts parts;
  container::Names names;             // of `parts`, with `bytes`
  std::vector<RowEntry> imports;      // with `bytes`
  InlineVector<Value, 48> values;     // all of the program's constants
  InlineVector<uint32_t, 8> entries;  // further ones, of tables
};

/// Makes Programs, in the order of Load's comment.
struct ProgramLoader {
  using Storage = Program::Storage;
  /// From `storage->bytes`.
  static Result<Program> Load(std::shared_ptr<Storage> storage,
                              const RowIndex& index);
  /// From `storage->parts`, which are as container::Check wants them, with the
  /// rows of their imports.
  static Result<Program> Link(std::shared_ptr<Storage> storage,
                              std::span<const RowEntry> imports);
  static Result<std::vector<RowEntry>> Import(const container::Parts& parts,
                                              const RowIndex& index);
  static void MakeValues(Program& program);
  static Value ValueOf(const Program& program, const container::Arg& arg);
};

}  // namespace trommel
