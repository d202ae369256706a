// SPDX-License-Identifier: MIT
// Walker: the files of a folder that hold mail, in name order.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/base/result.h"

namespace trommel::mailbox {

/// What Walker::Next found.
struct Found {
  std::string path;
  bool in_maildir = false;  ///< a single message, whatever it looks like
  bool failed = false;      ///< a directory that cannot be read
  Error error;              ///< why
};

/// Walks a directory without recursion. Names are sorted as bytes. Maildirs
/// (a directory with `cur` or `new` in it) give the files in those two, then
/// the Maildirs inside (`.a.b` of Maildir++, or plain names); other directories
/// give their files and directories. Dot files, the files that IMAP servers
/// keep for themselves and what is neither file nor directory are left out.
/// Links are followed, but no directory is read twice, so that loops end.
class Walker {
 public:
  /// kNoInput when `root` cannot be read.
  Status Start(const std::string& root);
  /// The next file, or a directory that cannot be read; false at the end.
  bool Next(Found* found);
  /// Whether what Start was given is a Maildir.
  bool root_is_maildir() const { return root_is_maildir_; }

 private:
  enum class Kind : uint8_t {
    kPlain,        // files and directories
    kMaildir,      // `cur`, `new` and Maildirs
    kMessages,     // `cur` or `new`: files
    kSearch,       // directories only, for Maildirs in them
    kOnlyMaildir,  // nothing unless it is a Maildir
  };
  struct Entry {
    size_t name;  // in Frame::names
    bool directory;
  };
  // One directory; its names lie one after the other, each with a NUL.
  struct Frame {
    std::string path;
    Kind kind;
    std::string names = {};
    std::vector<Entry> entries = {};
    size_t next = 0;
  };

  // Lists `path` and puts it on frames_ unless it was seen or is of no use.
  Status Push(const std::string& path, Kind kind);
  static Status List(int fd, Frame* frame);
  static void Sort(Frame* frame);
  static Kind KindInside(Kind outer, std::string_view name);
  static bool Yields(Kind kind, std::string_view name);

  std::vector<Frame> frames_;
  std::set<std::pair<uint64_t, uint64_t>> seen_;  // device, inode
  bool root_is_maildir_ = false;
};

}  // namespace trommel::mailbox
