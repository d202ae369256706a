// SPDX-License-Identifier: MIT
// cdb: a constant database (https://cr.yp.to/cdb/cdb.txt).
//
// Exim specification, "Single-key lookup types". The file is read by our own
// code, since it may be damaged: every offset is checked, and a search ends
// after as many steps as its table has slots.
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/lookup_file.h"

namespace trommel::stdlib {

extern const Feature lookup_cdb;

namespace {

constexpr size_t kHeaderBytes = 2048;
constexpr size_t kPairBytes = 8;

/// Two little-endian numbers, as all of the file is made of.
struct Pair {
  uint32_t first = 0;
  uint32_t second = 0;
};

uint32_t Number(std::string_view bytes) {
  uint32_t number = 0;
  for (size_t i = 4; i-- > 0;) {
    number = number << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

uint32_t HashOf(std::string_view key) {
  uint32_t hash = 5381;
  for (char c : key) hash = (hash * 33U) ^ static_cast<unsigned char>(c);
  return hash;
}

class Source : public vm::LookupSource {
 public:
  explicit Source(LookupFile file) : file_(std::move(file)) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    const uint32_t hash = HashOf(request.key);
    TRY_ASSIGN(const Pair table, Read(hash % 256 * kPairBytes));
    vm::LookupAnswer answer;
    if (table.second == 0) return answer;
    if (table.second > file_.size() / kPairBytes) return Damaged();
    uint32_t slot = (hash >> 8U) % table.second;
    for (uint32_t tried = 0; tried < table.second; ++tried) {
      TRY_ASSIGN(const Pair entry,
                 Read(table.first + uint64_t{slot} * kPairBytes));
      if (entry.second == 0) return answer;
      if (entry.first == hash) {
        TRY_ASSIGN(answer.found,
                   ReadRecord(entry.second, request.key, &answer.value));
        if (answer.found) return answer;
      }
      slot = slot + 1 == table.second ? 0 : slot + 1;
      if (work::Spent()) return Err(Code::kLimit, work::kError);
    }
    return answer;
  }

  bool Changed() const { return file_.Changed(); }

 private:
  Failure Damaged() const {
    return Err(Code::kDefer,
               "cdb: corrupt cdb file " + file_.path() + " (too short)");
  }

  Result<Pair> Read(uint64_t offset) const {
    std::string bytes;
    if (!file_.ReadAll(offset, kPairBytes, &bytes)) return Damaged();
    const std::string_view view = bytes;
    return Pair{Number(view), Number(view.substr(4))};
  }

  /// Whether the record there has the key; its data then.
  Result<bool> ReadRecord(uint64_t offset, std::string_view key,
                          std::string* data) const {
    TRY_ASSIGN(const Pair sizes, Read(offset));
    if (sizes.first != key.size()) return false;
    std::string found;
    offset += kPairBytes;
    if (!file_.ReadAll(offset, sizes.first, &found)) return Damaged();
    if (found != key) return false;
    if (sizes.second > limits::kValueBytes) {
      return Err(Code::kLimit, "an entry of " + file_.path() + " is over " +
                                   std::to_string(limits::kValueBytes) +
                                   " bytes");
    }
    if (!file_.ReadAll(offset + sizes.first, sizes.second, data)) {
      return Damaged();
    }
    return true;
  }

  LookupFile file_;
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  int error = 0;
  LookupFile file = LookupFile::Open(request.file, &error);
  std::string what(request.file);
  if (error == EISDIR) {
    what = "cannot read header from " + what;
  } else if (error == EINVAL || (error == 0 && file.size() < kHeaderBytes)) {
    what += " too short";
    error = 0;
  } else if (error == 0) {
    return std::make_unique<Source>(std::move(file));
  }
  return Err(Code::kRun, "failed to open " + what +
                             " for cdb lookup: " + std::strerror(error));
}

bool Stale(const vm::LookupSource& source) {
  return static_cast<const Source&>(source).Changed();
}

constexpr vm::LookupDriver kDriver = {"cdb", vm::LookupStyle::kSingleKey, Open,
                                      Stale};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "cdb",
     "cdb <key: string> <file: string> <how: string>", "a constant database",
     "${lookup{b}cdb{/etc/map.cdb}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_cdb = {"lookup_cdb", 1, Language::kExim, "",
                                      kRows};

}  // namespace trommel::stdlib
