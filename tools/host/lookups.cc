// SPDX-License-Identifier: MIT
#include "tools/host/lookups.h"

#include <algorithm>
#include <utility>

namespace trommel {

Result<Lookups::Source> Lookups::SourceFor(const vm::LookupDriver& driver,
                                           const vm::LookupRequest& request) {
  const auto found = std::ranges::find_if(open_, [&](const Open& open) {
    return open.driver == &driver && open.file == request.file;
  });
  if (found != open_.end()) {
    if (driver.stale == nullptr || !driver.stale(*found->source)) {
      open_.splice(open_.begin(), open_, found);
      return open_.front().source;
    }
    open_.erase(found);
  }
  TRY_ASSIGN(Source source, driver.open(request));
  if (open_.size() == kMostOpen) open_.pop_back();
  open_.push_front({&driver, std::string(request.file), std::move(source)});
  return open_.front().source;
}

Result<vm::LookupAnswer> Lookups::Ask(const vm::LookupDriver& driver,
                                      const vm::LookupRequest& request) {
  TRY_ASSIGN(const Source source, SourceFor(driver, request));
  // An empty key is in no file, but the file has to be there.
  const bool single = driver.style == vm::LookupStyle::kSingleKey;
  if (single && request.key.empty()) return vm::LookupAnswer{};
  return source->Find(request);
}

}  // namespace trommel
