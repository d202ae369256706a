// SPDX-License-Identifier: MIT
#include "tools/trommel/mailbox_list.h"

#include <utility>

#include "tools/common/output.h"
#include "tools/trommel/run_loop.h"

namespace trommel {

void MailboxList::OpenNext() {
  const std::string_view path = paths_[next_++];
  auto reader = mailbox::Open(path == "-" ? "/dev/stdin" : std::string(path));
  if (reader) {
    reader_ = std::move(*reader);
    return;
  }
  if (!Interrupted()) Complain("trommel", reader.error().text);
  if (!error_) error_ = std::move(reader.error());
}

bool MailboxList::Next(mailbox::Item* item) {
  for (;;) {
    if (reader_ != nullptr && reader_->Next(item)) return true;
    reader_.reset();
    if (next_ == paths_.size()) return false;
    OpenNext();
  }
}

double MailboxList::share() const {
  if (reader_ == nullptr || reader_->total() == 0) return 0;
  return static_cast<double>(reader_->position()) /
         static_cast<double>(reader_->total());
}

}  // namespace trommel
