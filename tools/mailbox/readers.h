// SPDX-License-Identifier: MIT
// The Readers behind Open: one file, or a folder of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "tools/mailbox/mailbox.h"
#include "tools/mailbox/mbox.h"
#include "tools/mailbox/walk.h"
#include "tools/mailbox/window.h"

namespace trommel::mailbox {

/// One file after the other, with one buffer for all of them. Both Readers are
/// made of it: SingleReader opens one file, FolderReader those that a Walker
/// finds. Items follow mailbox.h; their views live until the next Next or Open.
///
/// Example: `TRY(file.Open(path, false)); while (file.Next(&item)) Use(item);`
class FileReader {
 public:
  /// Opens `path` and looks whether it is an mbox, unless it must be a single
  /// message. kNoInput or kIo when it cannot be read.
  Status Open(const std::string& path, bool single_message);
  /// As Reader::Next, for this file. An empty file is an mbox without messages,
  /// but an empty message if it is to be a single one.
  bool Next(Item* item);

  /// Bytes consumed in all files so far.
  uint64_t position() const { return position_before_ + window_.offset(); }
  /// Whether the open file began with a `From ` line, or was empty.
  bool is_mbox() const { return mbox_.has_value(); }
  /// The open file, for its size.
  const Window& window() const { return window_; }

 private:
  // The whole file as one item.
  void ReadMessage(Item* item);

  Window window_;
  std::optional<MboxScanner> mbox_;  // none: a single message
  std::string path_;
  bool done_ = true;              // no file, or nothing left in it
  uint64_t position_before_ = 0;  // bytes of the files before this one
};

/// An mbox or a single message: what Open gives for a path that is no
/// directory. A pipe will do; total() is unknown then.
class SingleReader : public Reader {
 public:
  /// kNoInput or kIo when `path` cannot be read.
  Status Start(const std::string& path) { return file_.Open(path, false); }
  bool Next(Item* item) override { return file_.Next(item); }
  Format format() const override {
    return file_.is_mbox() ? Format::kMbox : Format::kMessage;
  }
  uint64_t position() const override { return file_.position(); }
  uint64_t total() const override { return file_.window().file_size(); }

 private:
  FileReader file_;
};

/// A Maildir or a folder. total() is unknown: nothing is looked at before its
/// turn. A file or directory that cannot be read is an Item with `failed`, with
/// its path as `name`, and the walk goes on.
class FolderReader : public Reader {
 public:
  /// kNoInput when `path` cannot be listed.
  Status Start(const std::string& path) { return walker_.Start(path); }
  bool Next(Item* item) override;
  Format format() const override {
    return walker_.root_is_maildir() ? Format::kMaildir : Format::kFolder;
  }
  uint64_t position() const override { return file_.position(); }
  uint64_t total() const override { return 0; }

 private:
  Walker walker_;
  FileReader file_;
};

}  // namespace trommel::mailbox
