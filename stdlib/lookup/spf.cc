// SPDX-License-Identifier: MIT
// spf: known by name; the check needs DNS answers about the sending host that
// only an MTA has.
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_spf;

namespace {

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  return Err(Code::kRun, "spf lookups need an MTA; $spf_result has its answer");
}

constexpr vm::LookupDriver kDriver = {"spf", vm::LookupStyle::kSingleKey, Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "spf",
     "spf <key: string> <file: string> <how: string>",
     "an SPF check of an address; an error, it needs an MTA",
     "${lookup{192.0.2.7}spf{ada@example.org}} =>", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_spf = {"lookup_spf", 1, Language::kExim, "",
                                      kRows};

}  // namespace trommel::stdlib
