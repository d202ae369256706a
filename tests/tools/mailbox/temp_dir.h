// SPDX-License-Identifier: MIT
// A directory of files for one test, removed at its end.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/mailbox/mailbox.h"

namespace trommel::mailbox {

/// Makes its directory on construction; names are relative to it.
class TempDir {
 public:
  TempDir() {
    std::string pattern =
        std::filesystem::temp_directory_path() / "mailboxXXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() { std::filesystem::remove_all(path_); }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string Path(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

  /// Writes a file, with the directories that it needs; its path.
  std::string Write(const std::string& name, std::string_view bytes) const {
    std::string path = Path(name);
    std::filesystem::create_directories(
        std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void Link(const std::string& target, const std::string& name) const {
    std::filesystem::create_symlink(target, Path(name));
  }
  void MakeDir(const std::string& name) const {
    std::filesystem::create_directories(Path(name));
  }

 private:
  std::string path_;
};

/// An Item whose bytes are its own.
struct Copied {
  std::string bytes;
  std::string from_line;
  std::string name;
  uint64_t offset;
  bool failed;
};

/// All items of a mailbox.
inline std::vector<Copied> ReadAll(Reader* reader) {
  std::vector<Copied> out;
  Item item;
  while (reader->Next(&item)) {
    out.push_back({std::string(item.bytes), std::string(item.from_line),
                   item.name, item.offset, item.failed});
  }
  return out;
}

inline std::vector<Copied> ReadAll(const std::string& path) {
  auto reader = Open(path);
  if (!reader) {
    ADD_FAILURE() << reader.error().text;
    return {};
  }
  return ReadAll(reader->get());
}

}  // namespace trommel::mailbox
