// SPDX-License-Identifier: MIT
// dbm: a file of Berkeley DB, a NUL at the end of its keys (exim_dbmbuild).
//
// Exim specification, "Single-key lookup types".
#include "stdlib/shared/dbm_lookup.h"
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_dbm;

namespace {

std::string KeyOf(std::string_view key) {
  return std::string(key) + std::string(1, '\0');
}

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  return OpenDbm(request, KeyOf);
}

constexpr vm::LookupDriver kDriver = {"dbm", vm::LookupStyle::kSingleKey, Open,
                                      DbmChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "dbm",
     "dbm <key: string> <file: string> <how: string>", "a file of Berkeley DB",
     "${lookup{b}dbm{/etc/map.db}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_dbm = {"lookup_dbm", 1, Language::kExim, "",
                                      kRows};

}  // namespace trommel::stdlib
