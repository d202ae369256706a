// SPDX-License-Identifier: MIT
// Mailboxes: any number of messages out of a file or a folder, read in windows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::mailbox {

/// What a path turned out to hold.
enum class Format : uint8_t { kMbox, kMaildir, kFolder, kMessage };

/// One message of a mailbox. `bytes` has no mbox From line and no From-quoting
/// ("From " lines are unquoted in place for mboxrd/mboxo); it views memory that
/// lives until the next call of Reader::Next.
struct Item {
  std::string_view bytes;
  std::string_view from_line;  ///< the mbox `From ` line, or empty
  std::string name;            ///< path, with `:number` for an mbox
  uint64_t offset = 0;         ///< of the message in its file
  Error error;                 ///< when the message could not be read
  bool failed = false;
};

/// Yields messages one by one. Holds at most one message and one window
/// (256 KiB) in memory; a message larger than limits allow is still yielded.
class Reader {
 public:
  virtual ~Reader() = default;
  /// False at the end. A message that cannot be read is yielded with `failed`:
  /// it counts.
  virtual bool Next(Item* item) = 0;
  virtual Format format() const = 0;
  /// Bytes consumed and bytes in all (0 = unknown), for a progress bar.
  virtual uint64_t position() const = 0;
  virtual uint64_t total() const = 0;
};

/// Opens `path`: a Maildir (cur or new inside; Maildir++ folders `.a.b` too), a
/// directory of messages, mailboxes and Maildirs (walked in name order), an
/// mbox (first line `From ` with a plausible date), or a single message.
/// kNoInput, with the system's reason, when it cannot be opened.
///
/// mbox: a message starts at a `From ` line at file start or after an empty
/// line whose date parses (mboxo, mboxrd); Content-Length (mboxcl2) is honoured
/// only if at that offset stands the end of file or a `From ` line. `>From `
/// quoting loses one `>` ; with a trusted Content-Length nothing is unquoted.
Result<std::unique_ptr<Reader>> Open(const std::string& path);

}  // namespace trommel::mailbox
