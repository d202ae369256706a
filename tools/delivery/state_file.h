// SPDX-License-Identifier: MIT
// StateFile: a small SQLite file that deliveries remember things in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interp/base/result.h"

namespace trommel::delivery {

/// One open file. Several processes may share it: SQLite locks it, and each
/// statement is a transaction of its own. All errors are kTemporary with the
/// reason. Not thread-safe.
class StateFile {
 public:
  /// A value of a statement, for its ?1, ?2 …
  using Cell = std::variant<std::string_view, int64_t>;

  /// `path` is made when missing, mode 0600, with `tables` (CREATE TABLE IF NOT
  /// EXISTS …). `what` names it in errors: "vacation memory".
  static Result<std::unique_ptr<StateFile>> Open(const std::string& path,
                                                 std::string_view what,
                                                 const char* tables);
  /// The same for reading; null when there is no such file.
  static Result<std::unique_ptr<StateFile>> OpenIfThere(const std::string& path,
                                                        std::string_view what,
                                                        const char* tables);
  ~StateFile();

  /// Runs a statement; the number of rows changed.
  Result<int> Change(const char* statement, std::span<const Cell> cells);
  /// The first column of the rows found, as texts, at most `most`.
  Result<std::vector<std::string>> Texts(const char* statement,
                                         std::span<const Cell> cells,
                                         size_t most = 1000);

 private:
  struct Impl;
  explicit StateFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trommel::delivery
