// SPDX-License-Identifier: MIT
// Which messages came before (RFC 7352), in the file of the vacation memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "interp/base/result.h"
#include "tools/delivery/files.h"
#include "tools/delivery/state_file.h"

namespace trommel::delivery {

/// Of two deliveries of one message at the same time the second waits until the
/// first has marked it or ended: Holds() locks the id, in a file beside
/// (PATH.lock), as long as the object lives.
class DuplicateMemory {
 public:
  explicit DuplicateMemory(std::string path) : path_(std::move(path)) {}

  /// Whether a mark of `id` holds at `now`. kTemporary also when another
  /// delivery keeps the id locked for `patience_ms`.
  Result<bool> Holds(std::string_view id, int64_t now, int patience_ms = 30000);
  /// Marks it until then; forgets marks that hold no longer.
  Status Mark(std::string_view id, int64_t now, int64_t until);

 private:
  Status Lock(std::string_view id, int patience_ms);
  Status Open();

  std::string path_;
  Descriptor locks_;
  std::unique_ptr<StateFile> file_;
};

}  // namespace trommel::delivery
