// SPDX-License-Identifier: MIT
// wildlsearch: a text file whose keys are patterns, expanded first.
//
// Exim specification, "Single-key lookup types".
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/wild_search.h"

namespace trommel::stdlib {

extern const Feature lookup_wildlsearch;

namespace {

class Source : public WildSource {
 public:
  explicit Source(LookupFile file) : WildSource(std::move(file), true) {}
};

constexpr vm::LookupDriver kDriver = {"wildlsearch",
                                      vm::LookupStyle::kSingleKey,
                                      OpenLineSource<Source>, LinesChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "wildlsearch",
     "wildlsearch <key: string> <file: string> <how: string>",
     "a text file whose keys are expanded, and patterns: *x, ^x",
     "${lookup{goldfish}wildlsearch{/etc/wild}} => swims", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_wildlsearch = {"lookup_wildlsearch", 1,
                                              Language::kExim, "", kRows};

}  // namespace trommel::stdlib
