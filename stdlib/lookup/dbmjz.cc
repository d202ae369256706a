// SPDX-License-Identifier: MIT
// dbmjz: a file of Berkeley DB, the items of a list with a NUL between them as
// key.
//
// Exim specification, "Single-key lookup types".
#include "stdlib/shared/dbm_lookup.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_dbmjz;

namespace {

/// The items, a NUL between them and none at the end.
std::string KeyOf(std::string_view key) {
  std::string out;
  exim::ListReader items(key);
  for (bool first = true; auto item = items.Next(); first = false) {
    if (!first) out += '\0';
    out += *item;
  }
  return out;
}

Result<std::unique_ptr<vm::LookupSource>> Open(
    const vm::LookupRequest& request) {
  return OpenDbm(request, KeyOf);
}

constexpr vm::LookupDriver kDriver = {"dbmjz", vm::LookupStyle::kSingleKey,
                                      Open, DbmChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "dbmjz",
     "dbmjz <key: string> <file: string> <how: string>",
     "a file of Berkeley DB, keys of several parts",
     "${lookup{b}dbmjz{/etc/map.db}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_dbmjz = {"lookup_dbmjz", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
