// SPDX-License-Identifier: MIT
#include "stdlib/shared/lmdb_file.h"

#include <sys/stat.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"

namespace trommel::stdlib {
namespace {

constexpr uint64_t kMagic = 0xBEEFC0DE;
constexpr uint64_t kVersion = 1;
constexpr uint64_t kNoPage = UINT64_MAX;
constexpr size_t kLeastPage = 256;
constexpr size_t kMostPage = 65536;
constexpr size_t kHeaderBytes = 16;
constexpr size_t kNodeBytes = 8;
constexpr size_t kMetaBytes = 152;
constexpr size_t kDatabaseBytes = 48;

/// Where numbers stand in a page of the kind, in a node, in a database.
enum At : size_t {
  kPadAt = 8,
  kFlagsAt = 10,
  kLowerAt = 12,
  kMagicAt = 16,
  kVersionAt = 20,
  kPageSizeAt = 40,
  kMainFlagsAt = 92,
  kMainRootAt = 128,
  kTransactionAt = 144,
  kNodeFlagsAt = 4,
  kNodeKeySizeAt = 6,
  kDatabaseRootAt = 40,
};

enum PageFlag : uint16_t { kBranch = 1, kLeaf = 2, kOverflow = 4, kFixed = 32 };
enum NodeFlag : uint16_t { kBigData = 1, kSubData = 2, kDuplicates = 4 };
/// Keys in an order of their own: reversed, or as numbers.
constexpr uint16_t kOtherOrder = 2 | 8;

uint64_t Number(std::string_view bytes, size_t at, size_t size) {
  uint64_t n = 0;
  for (size_t i = size; i-- > 0;) {
    n = n << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return n;
}

}  // namespace

Failure LmdbFile::Damaged() const {
  return Err(Code::kDefer, file_.path() + " is a damaged LMDB file");
}

std::optional<LmdbFile> LmdbFile::Open(std::string_view path,
                                       std::string* error) {
  int number = 0;
  LmdbFile out;
  out.file_ = LookupFile::Open(path, &number);
  if (number == EISDIR) {
    out.file_ = LookupFile::Open(std::string(path) + "/data.mdb", &number);
  }
  if (number != 0) {
    *error = std::strerror(number);
    return std::nullopt;
  }
  std::string page;
  if (out.file_.ReadAll(0, kMetaBytes, &page)) {
    out.page_size_ = Number(page, kPageSizeAt, 4);
  }
  if (std::has_single_bit(out.page_size_) && out.page_size_ >= kLeastPage &&
      out.page_size_ <= kMostPage && out.LatestMeta()) {
    return out;
  }
  *error = "it is no LMDB file";
  return std::nullopt;
}

std::optional<LmdbFile::Meta> LmdbFile::ReadMeta(uint64_t offset) const {
  std::string bytes;
  if (!file_.ReadAll(offset, kMetaBytes, &bytes) ||
      Number(bytes, kMagicAt, 4) != kMagic ||
      Number(bytes, kVersionAt, 4) != kVersion) {
    return std::nullopt;
  }
  return Meta{Number(bytes, kTransactionAt, 8), Number(bytes, kMainRootAt, 8),
              static_cast<uint16_t>(Number(bytes, kMainFlagsAt, 2))};
}

std::optional<LmdbFile::Meta> LmdbFile::LatestMeta() const {
  const std::optional<Meta> first = ReadMeta(0);
  const std::optional<Meta> second = ReadMeta(page_size_);
  if (!first || !second) return first ? first : second;
  return first->transaction >= second->transaction ? first : second;
}

Result<LmdbFile::Page> LmdbFile::CheckPage(std::string bytes) const {
  if (bytes.size() < kHeaderBytes) return Damaged();
  Page page;
  page.flags = static_cast<uint16_t>(Number(bytes, kFlagsAt, 2));
  const size_t lower = Number(bytes, kLowerAt, 2);
  if (lower < kHeaderBytes) return Damaged();
  page.count = (lower - kHeaderBytes) / 2;
  page.bytes = std::move(bytes);
  return page;
}

Result<LmdbFile::Page> LmdbFile::ReadPage(uint64_t number) const {
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  std::string bytes;
  if (number > file_.size() / page_size_ ||
      !file_.ReadAll(number * page_size_, page_size_, &bytes)) {
    return Damaged();
  }
  return CheckPage(std::move(bytes));
}

Result<LmdbFile::Node> LmdbFile::NodeAt(const Page& page, size_t index) const {
  const std::string_view bytes = page.bytes;
  const size_t at = kHeaderBytes + 2 * index;
  if (index >= page.count || at + 2 > bytes.size()) return Damaged();
  const size_t begin = Number(bytes, at, 2);
  if (begin + kNodeBytes > bytes.size()) return Damaged();
  const std::string_view node = bytes.substr(begin);
  Node out;
  out.flags = static_cast<uint16_t>(Number(node, kNodeFlagsAt, 2));
  out.data_size = Number(node, 0, 4);
  out.page = out.data_size | uint64_t{out.flags} << 32U;
  const size_t key_size = Number(node, kNodeKeySizeAt, 2);
  if (kNodeBytes + key_size > node.size()) return Damaged();
  out.key = node.substr(kNodeBytes, key_size);
  out.rest = node.substr(kNodeBytes + key_size);
  return out;
}

/// The first node whose key is not below `key`; the first of a branch counts as
/// below any.
Result<size_t> LmdbFile::LowerBound(const Page& page,
                                    std::string_view key) const {
  size_t low = (page.flags & kBranch) != 0 ? 1 : 0;
  size_t high = page.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    TRY_ASSIGN(const Node node, NodeAt(page, middle));
    if (node.key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<LmdbFile::Page> LmdbFile::LeafFor(uint64_t root,
                                         std::string_view key) const {
  constexpr int kMostLevels = 32;
  for (int level = 0; level < kMostLevels; ++level) {
    TRY_ASSIGN(Page page, ReadPage(root));
    if ((page.flags & kLeaf) != 0) return page;
    if ((page.flags & kBranch) == 0 || page.count == 0) return Damaged();
    TRY_ASSIGN(size_t index, LowerBound(page, key));
    if (index == page.count) {
      --index;
    } else {
      TRY_ASSIGN(const Node node, NodeAt(page, index));
      if (node.key != key || index == 0) index -= index > 0 ? 1 : 0;
    }
    TRY_ASSIGN(const Node child, NodeAt(page, index));
    root = child.page;
  }
  return Damaged();
}

/// The first of several data of one key: they are the keys of a page or of a
/// database of their own.
Result<std::string> LmdbFile::FirstOf(const Node& node) const {
  Page page;
  if ((node.flags & kSubData) != 0) {
    if (node.data_size != kDatabaseBytes || node.rest.size() < kDatabaseBytes) {
      return Damaged();
    }
    TRY_ASSIGN(page, LeafFor(Number(node.rest, kDatabaseRootAt, 8), {}));
  } else {
    if (node.data_size > node.rest.size()) return Damaged();
    TRY_ASSIGN(page,
               CheckPage(std::string(node.rest.substr(0, node.data_size))));
  }
  if ((page.flags & kFixed) == 0) {
    TRY_ASSIGN(const Node first, NodeAt(page, 0));
    return std::string(first.key);
  }
  const size_t size = Number(page.bytes, kPadAt, 2);
  if (page.count == 0 || kHeaderBytes + size > page.bytes.size()) {
    return Damaged();
  }
  return page.bytes.substr(kHeaderBytes, size);
}

Result<std::string> LmdbFile::DataOf(const Node& node) const {
  if ((node.flags & kDuplicates) != 0) return FirstOf(node);
  if (node.data_size > limits::kValueBytes) {
    return Err(Code::kLimit, "an entry of " + file_.path() + " is over " +
                                 std::to_string(limits::kValueBytes) +
                                 " bytes");
  }
  std::string data;
  if ((node.flags & kSubData) != 0) return Damaged();
  if ((node.flags & kBigData) == 0) {
    if (node.data_size > node.rest.size()) return Damaged();
    return std::string(node.rest.substr(0, node.data_size));
  }
  if (node.rest.size() < 8) return Damaged();
  const uint64_t page = Number(node.rest, 0, 8);
  if (page > file_.size() / page_size_ ||
      !file_.ReadAll(page * page_size_ + kHeaderBytes, node.data_size, &data)) {
    return Damaged();
  }
  return data;
}

Result<std::optional<std::string>> LmdbFile::Search(
    const Meta& meta, std::string_view key) const {
  if (meta.root == kNoPage) return std::nullopt;
  TRY_ASSIGN(const Page page, LeafFor(meta.root, key));
  TRY_ASSIGN(const size_t index, LowerBound(page, key));
  if (index == page.count) return std::nullopt;
  TRY_ASSIGN(const Node node, NodeAt(page, index));
  if (node.key != key) return std::nullopt;
  TRY_ASSIGN(std::string data, DataOf(node));
  return data;
}

Result<std::optional<std::string>> LmdbFile::Find(std::string_view key) const {
  constexpr int kMostTries = 10;
  std::optional<Meta> meta = LatestMeta();
  for (int i = 0; i < kMostTries && meta; ++i) {
    if ((meta->flags & kOtherOrder) != 0) {
      return Err(Code::kDefer, file_.path() + " has keys that are no strings");
    }
    Result<std::optional<std::string>> found = Search(*meta, key);
    const std::optional<Meta> after = LatestMeta();
    if (after && after->transaction == meta->transaction) return found;
    meta = after;
  }
  return Damaged();
}

}  // namespace trommel::stdlib
