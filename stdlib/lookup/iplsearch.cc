// SPDX-License-Identifier: MIT
// iplsearch: a text file whose keys are IP addresses and networks.
//
// Exim specification, "Single-key lookup types". The first network that holds
// the address is taken. The key * of a default is looked for as such.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/line_search.h"

namespace trommel::stdlib {

extern const Feature lookup_iplsearch;

namespace {

class Source : public LineSource {
 public:
  using LineSource::LineSource;

 protected:
  Result<KeyFits> Fits(const vm::LookupRequest& request) override {
    if (request.key == "*") {
      return KeyFits([](const std::string& candidate) {
        return Result<bool>(candidate == "*");
      });
    }
    const auto address = exim::ReadIp(request.key);
    if (!address) {
      return Err(Code::kDefer,
                 exim::InQuotes(request.key) +
                     " is not a valid iplsearch key (an IP address, with "
                     "optional CIDR mask, is wanted): in a host list, use "
                     "net-iplsearch as the search type");
    }
    return KeyFits([address = *address](const std::string& candidate) {
      return Result<bool>(candidate != "*" &&
                          exim::InNetwork(address, candidate).value_or(false));
    });
  }
};

constexpr vm::LookupDriver kDriver = {"iplsearch", vm::LookupStyle::kSingleKey,
                                      OpenLineSource<Source>, LinesChanged};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "iplsearch",
     "iplsearch <key: string> <file: string> <how: string>",
     "a text file whose keys are IP addresses and networks",
     "${lookup{192.0.2.7}iplsearch{/etc/networks}} => lan", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_iplsearch = {"lookup_iplsearch", 1,
                                            Language::kExim, "", kRows};

}  // namespace trommel::stdlib
