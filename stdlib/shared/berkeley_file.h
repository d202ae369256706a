// SPDX-License-Identifier: MIT
// BerkeleyFile: a hash or B-tree file of Berkeley DB (3.x to 5.3), read only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

/// Our own reader, since the file may be damaged or hostile: every offset and
/// every chain of pages is checked, and no library is needed. Files of either
/// byte order; encrypted ones, queues and record numbers are none.
class BerkeleyFile {
 public:
  /// Nothing, with an errno in `*error`, when there is no such file or it is
  /// of no kind that is known (EFTYPE is told as ENOENT, as Exim does).
  static std::optional<BerkeleyFile> Open(std::string_view path, int* error);

  /// The data of the first record with the key, or nothing. kDefer when the
  /// file is damaged, kLimit when the data or the search is too long.
  Result<std::optional<std::string>> Find(std::string_view key) const;
  bool Changed() const { return file_.Changed(); }

 private:
  using Found = Result<std::optional<std::string>>;
  struct Page {
    std::string bytes;
    uint32_t next = 0;
    uint16_t entries = 0;
    uint16_t used = 0;  ///< bytes of an overflow page
    uint8_t type = 0;
  };
  /// What an item of a page is: its bytes, or where they are.
  struct Item {
    std::string_view bytes;
    uint32_t page = 0;  ///< not 0: on overflow pages from there on
    uint32_t size = 0;
    bool duplicates = false;  ///< `page` is the first of a set's pages
  };

  bool ReadMeta();
  uint16_t Number16(std::string_view bytes, size_t at) const;
  uint32_t Number32(std::string_view bytes, size_t at) const;
  Result<Page> ReadPage(uint32_t number) const;
  Result<Item> HashItem(const Page& page, size_t index) const;
  Result<Item> TreeItem(const Page& page, size_t index) const;
  Result<Item> OffPage(std::string_view item) const;
  Result<size_t> Offset(const Page& page, size_t index) const;
  Result<std::string> ReadOverflow(const Item& item) const;
  Result<bool> IsKey(const Item& item, std::string_view key) const;
  Result<std::string> DataOf(const Item& item) const;
  Found FindInPage(const Page& page, std::string_view key) const;
  Found FindInChain(uint32_t number, std::string_view key) const;
  Found FindInHash(std::string_view key) const;
  Found FindInTree(std::string_view key) const;
  std::optional<uint32_t> PageOfBucket(uint32_t bucket) const;
  Failure Damaged() const;

  LookupFile file_;
  bool swapped_ = false;
  bool hash_ = false;
  size_t page_size_ = 0;
  size_t header_size_ = 0;
  uint32_t root_ = 0;
  uint32_t max_bucket_ = 0;
  uint32_t high_mask_ = 0;
  uint32_t low_mask_ = 0;
  bool usual_hash_ = false;
  std::array<uint32_t, 32> spares_{};
};

}  // namespace trommel::stdlib
