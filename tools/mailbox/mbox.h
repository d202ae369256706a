// SPDX-License-Identifier: MIT
// MboxScanner: the messages of an mbox, out of a Window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/mailbox/mailbox.h"
#include "tools/mailbox/window.h"

namespace trommel::mailbox {

/// Cuts the file that is open in `window` into messages; mailbox.h tells where
/// they begin. `window` outlives the scanner and moves only through it. The
/// first line is taken as a `From ` line unseen: the caller has looked.
///
/// All offsets kept are offsets into window->data(), so that more data can be
/// read at any time.
class MboxScanner {
 public:
  /// `path` is for the names of the items.
  MboxScanner(Window* window, std::string path)
      : window_(*window), path_(std::move(path)) {}

  /// As Reader::Next. A read error ends the mbox with a failed item.
  bool Next(Item* item);

 private:
  // Moves at_ to the end of the first line; false when the file ends first.
  bool FindFromLineEnd();
  // Sets end_ and next_, reading on as needed, and unquotes.
  void FindEnd();
  // Both return true when what they look for, the body or the next message, is
  // found. Else they want more data, unless `final` says that there is none.
  bool ScanHeader(bool final);
  bool ScanBody(bool final);
  void NoteContentLength(std::string_view line);
  bool TrustContentLength();
  void DropSeparator();
  void Unquote();
  void Fill(Item* item);

  Window& window_;
  std::string path_;
  uint64_t count_ = 0;

  // Of the current message.
  size_t next_ = 0;   // where the one after it begins
  size_t start_ = 0;  // of its header
  size_t body_ = 0;   // 0 while unknown
  size_t end_ = 0;
  size_t at_ = 0;  // line ends before this are done with
  std::optional<uint64_t> content_length_;
  std::vector<size_t> quotes_;  // the first '>' of quoted `From ` lines
};

}  // namespace trommel::mailbox
