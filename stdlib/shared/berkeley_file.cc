// SPDX-License-Identifier: MIT
#include "stdlib/shared/berkeley_file.h"

#include <bit>
#include <cerrno>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"

namespace trommel::stdlib {
namespace {

constexpr uint32_t kHashMagic = 0x061561;
constexpr uint32_t kTreeMagic = 0x053162;
constexpr size_t kMetaBytes = 512;
constexpr size_t kLeastPage = 512;
constexpr size_t kMostPage = 65536;

/// Where numbers stand in the first page.
enum MetaAt : size_t {
  kMagicAt = 12,
  kPageSizeAt = 20,
  kEncryptionAt = 24,
  kFlagsAt = 26,
  kMaxBucketAt = 72,
  kHighMaskAt = 76,
  kLowMaskAt = 80,
  kRootAt = 88,
  kCharKeyAt = 92,
  kSparesAt = 96,
};

/// And in every other.
enum PageAt : size_t {
  kNextAt = 16,
  kEntriesAt = 20,
  kUsedAt = 22,
  kTypeAt = 25,
  kHeaderEnd = 26,
  kHeaderEndWithSum = 32,
};

enum PageType : uint8_t {
  kHashUnsorted = 2,
  kInternal = 3,
  kTreeLeaf = 5,
  kOverflow = 7,
  kDuplicateLeaf = 12,
  kHashPage = 13,
};

enum ItemType : uint8_t {
  kKeyData = 1,
  kDuplicate = 2,
  kOffPage = 3,
  kOffDuplicate = 4,
};
constexpr uint8_t kDeleted = 0x80;

constexpr size_t kOffPageBytes = 12;
constexpr size_t kTreeItemHeader = 3;

uint8_t ByteAt(std::string_view bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]);
}

/// The hash function of files that say so in their first page.
uint32_t UsualHash(std::string_view key) {
  uint32_t hash = 0;
  for (char c : key) {
    hash *= 16777619U;
    hash ^= static_cast<unsigned char>(c);
  }
  return hash;
}

uint16_t Swapped16(uint16_t n) {
  return static_cast<uint16_t>(n << 8U | n >> 8U);
}

uint32_t Swapped32(uint32_t n) {
  return n << 24U | (n & 0xFF00U) << 8U | (n >> 8U & 0xFF00U) | n >> 24U;
}

}  // namespace

uint16_t BerkeleyFile::Number16(std::string_view bytes, size_t at) const {
  const auto n =
      static_cast<uint16_t>(ByteAt(bytes, at) | ByteAt(bytes, at + 1) << 8);
  return swapped_ ? Swapped16(n) : n;
}

uint32_t BerkeleyFile::Number32(std::string_view bytes, size_t at) const {
  uint32_t n = 0;
  for (size_t i = 4; i-- > 0;) n = n << 8U | ByteAt(bytes, at + i);
  return swapped_ ? Swapped32(n) : n;
}

Failure BerkeleyFile::Damaged() const {
  return Err(Code::kDefer, file_.path() + " is a damaged Berkeley DB file");
}

std::optional<BerkeleyFile> BerkeleyFile::Open(std::string_view path,
                                               int* error) {
  BerkeleyFile out;
  out.file_ = LookupFile::Open(path, error);
  if (*error == EINVAL) *error = ENOENT;
  if (*error != 0) return std::nullopt;
  if (out.ReadMeta()) return out;
  *error = ENOENT;
  return std::nullopt;
}

bool BerkeleyFile::ReadMeta() {
  std::string meta;
  if (!file_.ReadAll(0, kMetaBytes, &meta)) return false;
  for (swapped_ = false;; swapped_ = true) {
    const uint32_t magic = Number32(meta, kMagicAt);
    hash_ = magic == kHashMagic;
    if (hash_ || magic == kTreeMagic) break;
    if (swapped_) return false;
  }
  page_size_ = Number32(meta, kPageSizeAt);
  if (!std::has_single_bit(page_size_) || page_size_ < kLeastPage ||
      page_size_ > kMostPage || ByteAt(meta, kEncryptionAt) != 0) {
    return false;
  }
  const bool sums = (ByteAt(meta, kFlagsAt) & 1U) != 0;
  header_size_ = sums ? kHeaderEndWithSum : kHeaderEnd;
  if (!hash_) {
    root_ = Number32(meta, kRootAt);
    return true;
  }
  max_bucket_ = Number32(meta, kMaxBucketAt);
  high_mask_ = Number32(meta, kHighMaskAt);
  low_mask_ = Number32(meta, kLowMaskAt);
  constexpr std::string_view kProbe("%$sniglet^&\0", 12);
  usual_hash_ = Number32(meta, kCharKeyAt) == UsualHash(kProbe);
  for (size_t i = 0; i < spares_.size(); ++i) {
    spares_[i] = Number32(meta, kSparesAt + 4 * i);
  }
  return true;
}

Result<BerkeleyFile::Page> BerkeleyFile::ReadPage(uint32_t number) const {
  Page page;
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  if (!file_.ReadAll(uint64_t{number} * page_size_, page_size_, &page.bytes)) {
    return Damaged();
  }
  page.next = Number32(page.bytes, kNextAt);
  page.entries = Number16(page.bytes, kEntriesAt);
  page.used = Number16(page.bytes, kUsedAt);
  page.type = ByteAt(page.bytes, kTypeAt);
  return page;
}

/// Where an item stands in its page.
Result<size_t> BerkeleyFile::Offset(const Page& page, size_t index) const {
  const size_t at = header_size_ + 2 * index;
  if (index >= page.entries || at + 2 > page.bytes.size()) return Damaged();
  const size_t offset = Number16(page.bytes, at);
  if (offset < at || offset >= page.bytes.size()) return Damaged();
  return offset;
}

Result<BerkeleyFile::Item> BerkeleyFile::OffPage(std::string_view item) const {
  if (item.size() < kOffPageBytes) return Damaged();
  Item out;
  out.page = Number32(item, 4);
  out.size = Number32(item, 8);
  if (out.page == 0) return Damaged();
  return out;
}

/// An item of a hash page ends where the one before it begins.
Result<BerkeleyFile::Item> BerkeleyFile::HashItem(const Page& page,
                                                  size_t index) const {
  TRY_ASSIGN(const size_t begin, Offset(page, index));
  size_t end = page.bytes.size();
  if (index > 0) {
    TRY_ASSIGN(end, Offset(page, index - 1));
  }
  if (begin >= end) return Damaged();
  const std::string_view item =
      std::string_view(page.bytes).substr(begin, end - begin);
  Item out;
  switch (ByteAt(item, 0)) {
    case kKeyData:
      out.bytes = item.substr(1);
      return out;
    case kDuplicate: {
      if (item.size() < 3) return Damaged();
      const size_t size = Number16(item, 1);
      if (size > item.size() - 3) return Damaged();
      out.bytes = item.substr(3, size);
      return out;
    }
    case kOffPage:
      return OffPage(item);
    case kOffDuplicate:
      if (item.size() < 8) return Damaged();
      out.page = Number32(item, 4);
      out.duplicates = true;
      if (out.page == 0) return Damaged();
      return out;
    default:
      return Damaged();
  }
}

/// An item of a leaf has its length in front.
Result<BerkeleyFile::Item> BerkeleyFile::TreeItem(const Page& page,
                                                  size_t index) const {
  TRY_ASSIGN(const size_t begin, Offset(page, index));
  const std::string_view item = std::string_view(page.bytes).substr(begin);
  if (item.size() < kTreeItemHeader) return Damaged();
  Item out;
  const uint8_t type = ByteAt(item, 2) & static_cast<uint8_t>(~kDeleted);
  if (type == kKeyData) {
    const size_t size = Number16(item, 0);
    if (size > item.size() - kTreeItemHeader) return Damaged();
    out.bytes = item.substr(kTreeItemHeader, size);
    return out;
  }
  if (type != kDuplicate) return OffPage(item);
  if (item.size() < 8) return Damaged();
  out.page = Number32(item, 4);
  out.duplicates = true;
  if (out.page == 0) return Damaged();
  return out;
}

Result<std::string> BerkeleyFile::ReadOverflow(const Item& item) const {
  std::string out;
  uint32_t number = item.page;
  while (number != 0 && out.size() < item.size) {
    TRY_ASSIGN(const Page page, ReadPage(number));
    if (page.type != kOverflow || page.used == 0 ||
        page.used > page.bytes.size() - header_size_) {
      return Damaged();
    }
    out.append(page.bytes, header_size_, page.used);
    if (out.size() > limits::kValueBytes) {
      return Err(Code::kLimit, "an entry of " + file_.path() + " is over " +
                                   std::to_string(limits::kValueBytes) +
                                   " bytes");
    }
    number = page.next;
  }
  if (out.size() != item.size) return Damaged();
  return out;
}

Result<bool> BerkeleyFile::IsKey(const Item& item, std::string_view key) const {
  if (item.duplicates) return false;
  if (item.page == 0) return item.bytes == key;
  if (item.size != key.size()) return false;
  TRY_ASSIGN(const std::string bytes, ReadOverflow(item));
  return bytes == key;
}

/// The data itself; of a set of data the first.
Result<std::string> BerkeleyFile::DataOf(const Item& item) const {
  if (item.page == 0) return std::string(item.bytes);
  if (!item.duplicates) return ReadOverflow(item);
  TRY_ASSIGN(Page page, ReadPage(item.page));
  constexpr int kMostLevels = 64;
  for (int i = 0; i < kMostLevels && page.type == kInternal; ++i) {
    TRY_ASSIGN(const size_t at, Offset(page, 0));
    if (at + 8 > page.bytes.size()) return Damaged();
    TRY_ASSIGN(page, ReadPage(Number32(page.bytes, at + 4)));
  }
  if (page.type != kDuplicateLeaf) return Damaged();
  TRY_ASSIGN(const Item first, TreeItem(page, 0));
  if (first.duplicates) return Damaged();
  if (first.page != 0) return ReadOverflow(first);
  return std::string(first.bytes);
}

BerkeleyFile::Found BerkeleyFile::FindInPage(const Page& page,
                                             std::string_view key) const {
  const bool tree = page.type == kTreeLeaf;
  if (!tree && page.type != kHashPage && page.type != kHashUnsorted) {
    return Damaged();
  }
  for (size_t i = 0; i + 1 < page.entries; i += 2) {
    TRY_ASSIGN(const Item item, tree ? TreeItem(page, i) : HashItem(page, i));
    TRY_ASSIGN(const bool same, IsKey(item, key));
    if (!same) continue;
    if (tree) {
      TRY_ASSIGN(const size_t at, Offset(page, i + 1));
      if (at + 2 < page.bytes.size() &&
          (ByteAt(page.bytes, at + 2) & kDeleted) != 0) {
        continue;
      }
    }
    TRY_ASSIGN(const Item data,
               tree ? TreeItem(page, i + 1) : HashItem(page, i + 1));
    TRY_ASSIGN(std::string bytes, DataOf(data));
    return bytes;
  }
  return std::nullopt;
}

/// Searches a page and those behind it.
BerkeleyFile::Found BerkeleyFile::FindInChain(uint32_t number,
                                              std::string_view key) const {
  const uint64_t most = file_.size() / page_size_ + 1;
  for (uint64_t seen = 0; number != 0; ++seen) {
    if (seen > most) return Damaged();
    TRY_ASSIGN(const Page page, ReadPage(number));
    TRY_ASSIGN(auto found, FindInPage(page, key));
    if (found) return found;
    number = page.next;
  }
  return std::nullopt;
}

std::optional<uint32_t> BerkeleyFile::PageOfBucket(uint32_t bucket) const {
  const auto power = static_cast<size_t>(std::bit_width(bucket));
  if (power >= spares_.size()) return std::nullopt;
  return bucket + spares_[power];
}

BerkeleyFile::Found BerkeleyFile::FindInHash(std::string_view key) const {
  if (usual_hash_) {
    uint32_t bucket = UsualHash(key) & high_mask_;
    if (bucket > max_bucket_) bucket &= low_mask_;
    const auto page = PageOfBucket(bucket);
    if (!page || *page == 0) return Damaged();
    return FindInChain(*page, key);
  }
  for (uint32_t bucket = 0; bucket <= max_bucket_; ++bucket) {
    const auto page = PageOfBucket(bucket);
    if (!page || *page == 0) return Damaged();
    TRY_ASSIGN(auto found, FindInChain(*page, key));
    if (found) return found;
    if (bucket == UINT32_MAX) break;
  }
  return std::nullopt;
}

/// From the first leaf on: the order of keys may be anybody's.
BerkeleyFile::Found BerkeleyFile::FindInTree(std::string_view key) const {
  constexpr int kMostLevels = 64;
  uint32_t number = root_;
  for (int level = 0; level < kMostLevels; ++level) {
    TRY_ASSIGN(const Page page, ReadPage(number));
    if (page.type == kTreeLeaf) return FindInChain(number, key);
    if (page.type != kInternal || page.entries == 0) return Damaged();
    TRY_ASSIGN(const size_t at, Offset(page, 0));
    if (at + 8 > page.bytes.size()) return Damaged();
    number = Number32(page.bytes, at + 4);
  }
  return Damaged();
}

BerkeleyFile::Found BerkeleyFile::Find(std::string_view key) const {
  return hash_ ? FindInHash(key) : FindInTree(key);
}

}  // namespace trommel::stdlib
