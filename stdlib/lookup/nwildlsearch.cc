// SPDX-License-Identifier: MIT
// nwildlsearch: a text file whose keys are patterns.
//
// Exim specification, "Single-key lookup types".
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/wild_search.h"

namespace trommel::stdlib {

extern const Feature lookup_nwildlsearch;

namespace {

class Source : public WildSource {
 public:
  explicit Source(LookupFile file) : WildSource(std::move(file), false) {}
};

constexpr vm::LookupDriver kDriver = {"nwildlsearch",
                                      vm::LookupStyle::kSingleKey,
                                      OpenLineSource<Source>, LinesChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "nwildlsearch",
     "nwildlsearch <key: string> <file: string> <how: string>",
     "a text file whose keys are patterns: *x, ^x",
     "${lookup{goldfish}nwildlsearch{/etc/wild}} => swims", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_nwildlsearch = {"lookup_nwildlsearch", 1,
                                               Language::kExim, "", kRows};

}  // namespace trommel::stdlib
