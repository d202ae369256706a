// SPDX-License-Identifier: MIT
// Arena: bump allocation for one run, freed at once, with a byte budget.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace trommel {

/// Thrown by no one: a spent budget makes Allocate return memory all the same
/// and sets exhausted(); the machine's budget check turns that into a named
/// error at the next instruction. Hard growth is bounded because every single
/// request is bounded by its caller's own limit.
///
/// Memory is raw: destructors of objects made here are never run, so only
/// trivially destructible types may live in it. Not thread-safe.
class Arena {
 public:
  explicit Arena(size_t budget_bytes = SIZE_MAX) : budget_(budget_bytes) {}
  /// Hands out `first`, which outlives the arena and is aligned to 16, before
  /// it allocates.
  explicit Arena(std::span<char> first)
      : first_(first),
        cursor_(first.data()),
        left_(first.size()),
        budget_(SIZE_MAX) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// `size` bytes aligned to `align` (a power of two up to 16).
  char* Allocate(size_t size, size_t align = 1) {
    size_t pad = (align - (at_ & (align - 1))) & (align - 1);
    if (pad + size > left_) return Grow(size, align);
    char* out = cursor_ + pad;
    cursor_ += pad + size;
    at_ += pad + size;
    left_ -= pad + size;
    return out;
  }

  /// A copy of `text` that lives as long as this arena's current round.
  std::string_view Copy(std::string_view text);
  /// An uninitialised array of n trivially destructible Ts.
  template <class T>
  std::span<T> Array(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    char* bytes = Allocate(n * sizeof(T), alignof(T));
    return {reinterpret_cast<T*>(bytes), n};
  }
  /// One T, constructed in the arena.
  template <class T, class... Args>
  T* Make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// Bytes handed out since the last Reset.
  size_t used() const { return used_before_ + at_; }
  bool exhausted() const { return used() > budget_; }
  size_t budget() const { return budget_; }
  /// Forgets everything; keeps the first block for the next round.
  void Reset();

 private:
  char* Grow(size_t size, size_t align);

  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };
  std::vector<Block> blocks_;
  std::span<char> first_;
  char* cursor_ = nullptr;
  size_t left_ = 0;
  size_t at_ = 0;           // bytes used in the current block
  size_t used_before_ = 0;  // bytes used in earlier blocks
  size_t budget_;
};

}  // namespace trommel
