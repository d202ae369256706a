// SPDX-License-Identifier: MIT
// LookupCache: what lookups of one run have answered (Exim specification,
// "Lookup caching").
#pragma once

#include <array>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/program/value.h"
#include "interp/vm/lookup.h"

namespace trommel::stdlib {

/// State of a run: zero-initialised, in its arena.
class LookupCache {
 public:
  /// The answer kept for the question, nil when it was "no such key"; null when
  /// none is kept.
  const Value* Find(const vm::LookupDriver& driver,
                    const vm::LookupRequest& request) const;
  /// Keeps `answer`, whose bytes live as long as the run.
  void Keep(const vm::LookupDriver& driver, const vm::LookupRequest& request,
            const Value& answer, Arena& arena);
  /// Forgets what `driver` has answered: something was changed through it.
  void Forget(const vm::LookupDriver& driver);

 private:
  struct Entry {
    const vm::LookupDriver* driver;
    std::string_view file;
    std::string_view key;
    std::string_view options;
    Value answer;
    Entry* next;
  };
  static constexpr size_t kBuckets = 64;
  static size_t BucketOf(std::string_view key);
  std::array<Entry*, kBuckets> buckets_;
};

}  // namespace trommel::stdlib
