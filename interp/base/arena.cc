// SPDX-License-Identifier: MIT
#include "interp/base/arena.h"

#include <algorithm>
#include <cstring>

namespace trommel {
namespace {

constexpr size_t kFirstBlock = size_t{16} << 10U;
constexpr size_t kLargestStep = size_t{1} << 20U;

}  // namespace

char* Arena::Grow(size_t size, size_t align) {
  size_t step = blocks_.empty()
                    ? kFirstBlock
                    : std::min(blocks_.back().size * 2, kLargestStep);
  size_t block_size = std::max(step, size + align);
  used_before_ += at_;
  blocks_.push_back(
      {std::unique_ptr<char[]>(new char[block_size]), block_size});
  cursor_ = blocks_.back().bytes.get();
  left_ = block_size;
  at_ = 0;
  return Allocate(size, align);
}

std::string_view Arena::Copy(std::string_view text) {
  if (text.empty()) return {};
  char* out = Allocate(text.size());
  std::memcpy(out, text.data(), text.size());
  return {out, text.size()};
}

void Arena::Reset() {
  used_before_ = 0;
  at_ = 0;
  if (!first_.empty()) blocks_.clear();
  cursor_ = first_.data();
  left_ = first_.size();
  if (blocks_.empty()) return;
  if (blocks_.size() > 1) blocks_.resize(1);
  cursor_ = blocks_.front().bytes.get();
  left_ = blocks_.front().size;
}

}  // namespace trommel
