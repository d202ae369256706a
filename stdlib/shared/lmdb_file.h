// SPDX-License-Identifier: MIT
// LmdbFile: the main database of an LMDB file, read only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

/// Our own reader (format 1, 64 bits, little-endian), since the file may be
/// damaged or hostile: every offset is checked. It takes no lock: when a writer
/// has finished something in the meantime, the search is made again.
class LmdbFile {
 public:
  /// Nothing, with a reason in `*error`.
  static std::optional<LmdbFile> Open(std::string_view path,
                                      std::string* error);
  /// The data of the key (its first when there are several), or nothing.
  /// kDefer when the file is damaged, kLimit when the data is too long.
  Result<std::optional<std::string>> Find(std::string_view key) const;
  bool Changed() const { return file_.Changed(); }

 private:
  struct Meta {
    uint64_t transaction = 0;
    uint64_t root = 0;
    uint16_t flags = 0;
  };
  struct Page {
    std::string bytes;
    uint16_t flags = 0;
    size_t count = 0;
  };
  struct Node {
    uint64_t page = 0;  ///< of a branch: the child
    uint16_t flags = 0;
    size_t data_size = 0;
    std::string_view key;
    std::string_view rest;  ///< behind the key
  };

  std::optional<Meta> ReadMeta(uint64_t offset) const;
  std::optional<Meta> LatestMeta() const;
  Result<Page> ReadPage(uint64_t number) const;
  Result<Page> CheckPage(std::string bytes) const;
  Result<Node> NodeAt(const Page& page, size_t index) const;
  Result<size_t> LowerBound(const Page& page, std::string_view key) const;
  Result<Page> LeafFor(uint64_t root, std::string_view key) const;
  Result<std::optional<std::string>> Search(const Meta& meta,
                                            std::string_view key) const;
  Result<std::string> DataOf(const Node& node) const;
  Result<std::string> FirstOf(const Node& node) const;
  Failure Damaged() const;

  LookupFile file_;
  size_t page_size_ = 0;
};

}  // namespace trommel::stdlib
