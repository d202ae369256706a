// SPDX-License-Identifier: MIT
// Batch: some copied messages on their way through a thread, then their report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/trommel/examiner.h"

namespace trommel {

/// Filled by the reader, run by one worker, written and cleared by the reader.
/// Keeps its memory from use to use.
class Batch {
 public:
  static constexpr size_t kMessages = 64;
  static constexpr size_t kBytes = size_t{256} << 10U;

  /// Whether a message of `size` bytes should go into this batch.
  bool HasRoom(size_t size) const {
    return count_ == 0 || (count_ < kMessages && bytes_.size() + size < kBytes);
  }
  /// Copies `item`, message `number` of the run.
  void Add(const mailbox::Item& item, uint64_t number);
  /// Runs all of it; lines and summary are then the result.
  void Examine(Examiner* examiner);
  void Clear();

  bool empty() const { return count_ == 0; }
  size_t size() const { return bytes_.size(); }
  const std::string& lines() const { return lines_; }
  const Summary& summary() const { return summary_; }

 private:
  struct Entry {
    mailbox::Item item;  // its views are set by Examine
    size_t bytes_size = 0;
    size_t from_size = 0;
  };
  std::vector<Entry> entries_;
  size_t count_ = 0;
  uint64_t first_ = 0;
  std::string bytes_;  // From line and message, one after the other
  std::string lines_;
  Summary summary_;
};

}  // namespace trommel
