// SPDX-License-Identifier: MIT
#include "stdlib/shared/lookup_cache.h"

#include <functional>

namespace trommel::stdlib {

size_t LookupCache::BucketOf(std::string_view key) {
  return std::hash<std::string_view>{}(key) % kBuckets;
}

const Value* LookupCache::Find(const vm::LookupDriver& driver,
                               const vm::LookupRequest& request) const {
  const Entry* entry = buckets_[BucketOf(request.key)];
  for (; entry != nullptr; entry = entry->next) {
    if (entry->driver == &driver && entry->key == request.key &&
        entry->file == request.file && entry->options == request.options) {
      return &entry->answer;
    }
  }
  return nullptr;
}

void LookupCache::Keep(const vm::LookupDriver& driver,
                       const vm::LookupRequest& request, const Value& answer,
                       Arena& arena) {
  Entry*& first = buckets_[BucketOf(request.key)];
  first = arena.Make<Entry>(Entry{&driver, arena.Copy(request.file),
                                  arena.Copy(request.key),
                                  arena.Copy(request.options), answer, first});
}

void LookupCache::Forget(const vm::LookupDriver& driver) {
  for (Entry*& first : buckets_) {
    Entry** link = &first;
    while (*link != nullptr) {
      if ((*link)->driver == &driver) {
        *link = (*link)->next;
      } else {
        link = &(*link)->next;
      }
    }
  }
}

}  // namespace trommel::stdlib
