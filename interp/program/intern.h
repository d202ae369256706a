// SPDX-License-Identifier: MIT
// RunTable: interned runs of items; strings, lists, argument blocks, imports.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "interp/base/inline_vector.h"
#include "interp/base/limits.h"
#include "interp/program/container.h"
#include "interp/program/hash.h"

namespace trommel {

/// A pool of T in which equal runs are kept once, numbered by first use. Open
/// addressing over (hash, bytes), once there are more than kRuns; T has no
/// padding. The first kRuns runs, of kItems items in all, allocate nothing.
///
/// Example: RunTable<char> t; t.Intern("a") == 0, t.Intern("b") == 1,
/// t.Intern("a") == 0.
template <class T, size_t kItems = 16, size_t kRuns = 8>
class RunTable {
  static_assert(std::has_unique_object_representations_v<T>);

 public:
  /// Makes room for about `count` different runs of `items` in all.
  void Reserve(size_t count, size_t items) {
    Room(count, items);
    if (count > kRuns) Rehash(std::bit_ceil(count + count / 2 + kFewest));
  }

  /// The same for Append().
  void Room(size_t count, size_t items) {
    pool_.reserve(items);
    runs_.reserve(count);
  }

  /// The number of `run`. When the pool would outgrow a program: 0, and full()
  /// from then on. `run` is not a view of this pool.
  uint32_t Intern(std::span<const T> run) {
    return slots_.empty() ? InternFew(run) : InternMany(run);
  }

  /// The number of `run`, which is kept again if it is there already; for
  /// tables in which nothing is interned. Else as Intern().
  uint32_t Append(std::span<const T> run) {
    return Add(run) ? static_cast<uint32_t>(runs_.size() - 1) : 0;
  }

  bool full() const { return full_; }
  size_t size() const { return runs_.size(); }
  std::span<const T> pool() const { return pool_.all(); }
  std::span<const container::Range> runs() const { return runs_.all(); }
  std::span<const T> operator[](size_t i) const {
    return pool().subspan(runs_[i].first, runs_[i].size);
  }

 private:
  static constexpr size_t kFewest = 16;
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = 0;  // counted from 1; 0: free
  };

  static uint32_t HashOf(std::span<const T> run) {
    return static_cast<uint32_t>(
        HashBytes(reinterpret_cast<const char*>(run.data()), run.size_bytes()));
  }

  uint32_t InternFew(std::span<const T> run) {
    uint32_t number = 0;
    for (; number < runs_.size(); ++number) {
      if (Same(number, run)) return number;
    }
    if (number == kRuns) {
      Rehash(std::bit_ceil(2 * kRuns + kFewest));
      return InternMany(run);
    }
    return Add(run) ? number : 0;
  }

  uint32_t InternMany(std::span<const T> run) {
    if (slots_.size() / 3 * 2 <= runs_.size()) Rehash(slots_.size() * 2);
    const uint32_t hash = HashOf(run);
    Slot& slot = Find(hash, run);
    if (slot.number != 0) return slot.number - 1;
    if (!Add(run)) return 0;
    slot = {hash, static_cast<uint32_t>(runs_.size())};
    return slot.number - 1;
  }

  Slot& Find(uint32_t hash, std::span<const T> run) {
    size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].number != 0 &&
           !(slots_[at].hash == hash && Same(slots_[at].number - 1, run))) {
      at = (at + 1) & mask;
    }
    return slots_[at];
  }

  bool Same(uint32_t number, std::span<const T> run) const {
    const container::Range& range = runs_[number];
    if (range.size != run.size()) return false;
    const T* kept = pool_.data() + range.first;
    return run.empty() ||
           (std::memcmp(kept, run.data(), sizeof(T)) == 0 &&
            std::memcmp(kept, run.data(), run.size_bytes()) == 0);
  }

  bool Add(std::span<const T> run) {
    if (run.size() > limits::kProgramBytes - pool_.size()) {
      full_ = true;
      return false;
    }
    runs_.push_back({static_cast<uint32_t>(pool_.size()),
                     static_cast<uint32_t>(run.size())});
    pool_.append(run);
    return true;
  }

  void Rehash(size_t size) {
    std::vector<Slot> old(size);
    old.swap(slots_);
    if (old.empty()) {
      for (size_t i = 0; i < runs_.size(); ++i) {
        Place({HashOf((*this)[i]), static_cast<uint32_t>(i + 1)});
      }
    }
    for (const Slot& slot : old) {
      if (slot.number != 0) Place(slot);
    }
  }

  /// A run that is not there yet.
  void Place(Slot slot) {
    size_t mask = slots_.size() - 1;
    size_t at = slot.hash & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }

  InlineVector<T, kItems> pool_;
  InlineVector<container::Range, kRuns> runs_;
  std::vector<Slot> slots_;  // empty: the few runs are looked through
  bool full_ = false;
};

}  // namespace trommel
