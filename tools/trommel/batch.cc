// SPDX-License-Identifier: MIT
#include "tools/trommel/batch.h"

namespace trommel {

void Batch::Add(const mailbox::Item& item, uint64_t number) {
  if (count_ == 0) first_ = number;
  if (count_ == entries_.size()) entries_.emplace_back();
  Entry& entry = entries_[count_++];
  entry.item = item;
  entry.from_size = item.from_line.size();
  entry.bytes_size = item.bytes.size();
  bytes_ += item.from_line;
  bytes_ += item.bytes;
}

void Batch::Examine(Examiner* examiner) {
  std::string_view rest = bytes_;
  for (size_t i = 0; i < count_; ++i) {
    Entry& entry = entries_[i];
    entry.item.from_line = rest.substr(0, entry.from_size);
    entry.item.bytes = rest.substr(entry.from_size, entry.bytes_size);
    rest.remove_prefix(entry.from_size + entry.bytes_size);
    examiner->Examine(entry.item, first_ + i, &lines_, &summary_);
  }
}

void Batch::Clear() {
  count_ = 0;
  bytes_.clear();
  lines_.clear();
  summary_.Clear();
}

}  // namespace trommel
