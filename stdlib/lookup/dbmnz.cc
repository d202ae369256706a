// SPDX-License-Identifier: MIT
// dbmnz: a file of Berkeley DB, no NUL at the end of its keys.
//
// Exim specification, "Single-key lookup types".
#include "stdlib/shared/dbm_lookup.h"
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_dbmnz;

namespace {

std::string KeyOf(std::string_view key) { return std::string(key); }

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  return OpenDbm(request, KeyOf);
}

constexpr vm::LookupDriver kDriver = {"dbmnz", vm::LookupStyle::kSingleKey,
                                      Open, DbmChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "dbmnz",
     "dbmnz <key: string> <file: string> <how: string>",
     "a file of Berkeley DB, no NUL at the end of its keys",
     "${lookup{b}dbmnz{/etc/map.db}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_dbmnz = {"lookup_dbmnz", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
