// SPDX-License-Identifier: MIT
// lsearch: a text file, searched line by line for a key.
//
// Exim specification, "Single-key lookup types". Keys compare caseless.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/line_search.h"

namespace trommel::stdlib {

extern const Feature lookup_lsearch;

namespace {

class Source : public LineSource {
 public:
  using LineSource::LineSource;

 protected:
  Result<KeyFits> Fits(const vm::LookupRequest& request) override {
    return KeyFits([key = request.key](const std::string& candidate) {
      return Result<bool>(text::EqualsCaseless(candidate, key));
    });
  }
};

constexpr vm::LookupDriver kDriver = {"lsearch", vm::LookupStyle::kSingleKey,
                                      OpenLineSource<Source>, LinesChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "lsearch",
     "lsearch <key: string> <file: string> <how: string>",
     "a text file with a key at the start of each line",
     "${lookup{b}lsearch{/etc/map}} => 2", nullptr, exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_lsearch = {"lookup_lsearch", 2, Language::kExim,
                                          "", kRows};

}  // namespace trommel::stdlib
