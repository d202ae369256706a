// SPDX-License-Identifier: MIT
// InlineVector: a vector whose first items lie in itself.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

namespace trommel {

/// A growing array of trivially copyable items, of which the first N need no
/// allocation: for tables that are mostly small, and must not be dear when
/// they are not. Stays where it was made. References and spans end with the
/// next growth, as with std::vector.
///
/// Example: InlineVector<int, 4> v; v.push_back(1); v[0] == 1.
template <class T, size_t N>
class InlineVector {
  static_assert(std::is_trivially_copyable_v<T>);
  static_assert(alignof(T) <= alignof(std::max_align_t));

 public:
  InlineVector() = default;
  ~InlineVector() {
    if (data_ != Here()) delete[] reinterpret_cast<std::byte*>(data_);
  }
  InlineVector(const InlineVector&) = delete;
  InlineVector& operator=(const InlineVector&) = delete;

  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }

  std::span<const T> all() const { return {data_, size_}; }

  /// Room for so many items in all.
  void reserve(size_t count) {
    if (count > room_) Grow(count);
  }
  /// `item` may be one of this vector's.
  void push_back(const T& item) {
    const T copy = item;
    if (size_ == room_) Grow(size_ + 1);
    data_[size_++] = copy;
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }
  /// Adds `items`, which are none of this vector's.
  void append(std::span<const T> items) {
    T* added = extend(items.size());
    if (!items.empty()) std::memcpy(added, items.data(), items.size_bytes());
  }
  /// Adds `count` items, whose bytes are for the caller to write.
  T* extend(size_t count) {
    reserve(size_ + count);
    T* added = data_ + size_;
    size_ += count;
    return added;
  }
  /// Becomes `count` items as T{} makes them.
  void assign(size_t count) {
    size_ = 0;
    reserve(count);
    std::fill_n(data_, count, T{});
    size_ = count;
  }

 private:
  void Grow(size_t least) {
    const size_t room = std::max(least, 2 * room_);
    auto* grown = reinterpret_cast<T*>(new std::byte[room * sizeof(T)]);
    std::memcpy(grown, data_, size_ * sizeof(T));
    if (data_ != Here()) delete[] reinterpret_cast<std::byte*>(data_);
    data_ = grown;
    room_ = room;
  }
  T* Here() { return reinterpret_cast<T*>(here_); }

  alignas(T) std::byte here_[N * sizeof(T)];  // NOLINT: filled as it grows
  T* data_ = Here();                          // or what is to be deleted
  size_t size_ = 0;
  size_t room_ = N;
};

}  // namespace trommel
