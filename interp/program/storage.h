// SPDX-License-Identifier: MIT
// Program::Storage: a container's bytes, owned or mapped. Private.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "interp/program/container.h"
#include "interp/program/program.h"

namespace trommel {

/// Owner of the bytes that a Program's views lead to; does not move.
struct Program::Storage {
  explicit Storage(std::string bytes);
  /// Takes over a mapping, which munmap ends.
  Storage(void* mapping, size_t size);
  ~Storage();
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  /// Keeps the tables that `parts` view; `bytes` are written when asked for.
  Storage(std::shared_ptr<const void> tables, container::Parts&& parts);
  std::string_view Bytes();

  std::shared_ptr<const void> tables;
  std::string source_name;  // of `parts`, with `tables`
  std::once_flag written;
  std::string owned;
  void* mapping = nullptr;
  std::string_view bytes;
  container::Parts parts;  // views `bytes` or `tables`
  std::vector<RowEntry> imports;  // of `parts`, unless `tables` have them
};

/// Makes Programs, in the order of Load's comment.
struct ProgramLoader {
  static Result<Program> Load(std::unique_ptr<Program::Storage> storage,
                              const RowIndex& index);
  /// From parts that view `tables`, as do `imports`, the rows of theirs.
  static Result<Program> Load(std::shared_ptr<const void> tables,
                              container::Parts&& parts,
                              std::span<const RowEntry> imports);
  /// From `storage->parts`, which have passed container::Check.
  static Result<Program> Link(std::unique_ptr<Program::Storage> storage,
                              std::span<const RowEntry> imports);
  static Result<std::vector<RowEntry>> Import(const container::Parts& parts,
                                              const RowIndex& index);
  static void MakeValues(Program& program);
  static Value ValueOf(const Program& program, const container::Arg& arg);
};

}  // namespace trommel
