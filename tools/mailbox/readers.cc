// SPDX-License-Identifier: MIT
// What a file is, and the way from file to file.
#include "tools/mailbox/readers.h"

#include <algorithm>
#include <string_view>

#include "tools/mailbox/from_line.h"

namespace trommel::mailbox {
namespace {

void SetFailed(std::string name, Error error, Item* item) {
  *item = Item{};
  item->name = std::move(name);
  item->error = std::move(error);
  item->failed = true;
}

// Enough of a file to see whether it starts with a `From ` line.
bool HasFirstLine(std::string_view data) {
  return data.size() >= kFromLineBytes || data.find('\n') != data.npos;
}

}  // namespace

Status FileReader::Open(const std::string& path, bool single_message) {
  done_ = true;
  position_before_ += window_.offset();
  mbox_.reset();
  path_ = path;
  TRY(window_.Open(path));
  while (!HasFirstLine(window_.data()) && window_.Fill()) {
  }
  if (window_.failed()) return Err(window_.error());
  done_ = false;
  std::string_view data = window_.data();
  if (!single_message && (data.empty() || StartsWithFromLine(data))) {
    mbox_.emplace(&window_, path);
  }
  return {};
}

bool FileReader::Next(Item* item) {
  if (done_) {
    window_.Consume(window_.data().size());
    return false;
  }
  if (mbox_) {
    done_ = !mbox_->Next(item);
    return !done_;
  }
  done_ = true;
  ReadMessage(item);
  return true;
}

void FileReader::ReadMessage(Item* item) {
  while (window_.Fill()) {
  }
  std::string_view data = window_.data();
  size_t from_line = 0;
  if (StartsWithFromLine(data)) {
    from_line = std::min(data.find('\n'), data.size() - 1) + 1;
  }
  item->bytes = data.substr(from_line);
  item->from_line = WithoutLineEnd(data.substr(0, from_line));
  item->name = path_;
  item->offset = 0;
  item->failed = window_.failed();
  if (item->failed) item->error = window_.error();
}

bool FolderReader::Next(Item* item) {
  while (!file_.Next(item)) {
    Found found;
    if (!walker_.Next(&found)) return false;
    Status opened = found.failed ? Status(Err(std::move(found.error)))
                                 : file_.Open(found.path, found.in_maildir);
    if (opened) continue;
    SetFailed(std::move(found.path), std::move(opened.error()), item);
    return true;
  }
  return true;
}

}  // namespace trommel::mailbox
