// SPDX-License-Identifier: MIT
// Lookups: open lookup sources, kept from one question to the next.
#pragma once

#include <list>
#include <memory>
#include <string>

#include "interp/vm/lookup.h"

namespace trommel {

/// Opens what a driver needs at its first question and keeps it open while it
/// is not stale: at most kMostOpen of them, the least used goes first. Not
/// thread-safe. A source that is asked stays open even when its answer needs
/// other lookups (wildlsearch).
class Lookups {
 public:
  Result<vm::LookupAnswer> Ask(const vm::LookupDriver& driver,
                               const vm::LookupRequest& request);

 private:
  using Source = std::shared_ptr<vm::LookupSource>;
  struct Open {
    const vm::LookupDriver* driver;
    std::string file;
    Source source;
  };
  Result<Source> SourceFor(const vm::LookupDriver& driver,
                           const vm::LookupRequest& request);

  static constexpr size_t kMostOpen = 25;  // Exim's lookup_open_max
  std::list<Open> open_;                   // the latest used first
};

}  // namespace trommel
