// SPDX-License-Identifier: MIT
// lmdb: a file of the Lightning Memory-Mapped Database, or a folder with one.
//
// Exim specification, "Single-key lookup types".
#include <utility>

#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/lmdb_file.h"

namespace trommel::stdlib {

extern const Feature lookup_lmdb;

namespace {

class Source : public vm::LookupSource {
 public:
  explicit Source(LmdbFile file) : file_(std::move(file)) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    TRY_ASSIGN(auto found, file_.Find(request.key));
    vm::LookupAnswer answer;
    answer.found = found.has_value();
    if (found) answer.value = std::move(*found);
    return answer;
  }

  bool Changed() const { return file_.Changed(); }

 private:
  LmdbFile file_;
};

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  std::string error;
  std::optional<LmdbFile> file = LmdbFile::Open(request.file, &error);
  if (file) return std::make_unique<Source>(std::move(*file));
  return Err(Code::kRun, "failed to open " + std::string(request.file) +
                             " for lmdb lookup: " + error);
}

bool Stale(const vm::LookupSource& source) {
  return static_cast<const Source&>(source).Changed();
}

constexpr vm::LookupDriver kDriver = {"lmdb", vm::LookupStyle::kSingleKey, Open,
                                      Stale};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "lmdb",
     "lmdb <key: string> <file: string> <how: string>", "an LMDB file",
     "${lookup{b}lmdb{/etc/map.mdb}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_lmdb = {"lookup_lmdb", 1, Language::kExim, "",
                                       kRows};

}  // namespace trommel::stdlib
