// SPDX-License-Identifier: MIT
// nis and nis0: known by name, since Debian's Exim knows them; no host of
// today has a domain of NIS, and neither have we.
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_nis;

namespace {

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  return Err(Code::kRun, "failed to get default NIS domain");
}

constexpr vm::LookupDriver kNis = {"nis", vm::LookupStyle::kSingleKey, Open};
constexpr vm::LookupDriver kNis0 = {"nis0", vm::LookupStyle::kSingleKey, Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "nis",
     "nis <key: string> <file: string> <how: string>",
     "a map of NIS; an error, as on a host without a domain of NIS",
     "${lookup{a}nis{map}} =>", nullptr, exim::LookupRow<kNis>},
    {RowKind::kLookupType, "nis0",
     "nis0 <key: string> <file: string> <how: string>",
     "the same with a NUL at the end of the key", "${lookup{a}nis0{map}} =>",
     nullptr, exim::LookupRow<kNis0>},
};

}  // namespace

constinit const Feature lookup_nis = {"lookup_nis", 1, Language::kExim, "",
                                      kRows};

}  // namespace trommel::stdlib
