// SPDX-License-Identifier: MIT
#include "tools/common/heap.h"

#include <malloc.h>

namespace trommel {
namespace {

constexpr int kGrowth = 256 << 10;
constexpr int kLargest = 8 << 20;  // blocks above are mapped on their own
constexpr int kKept = 64 << 20;    // free bytes at the top that stay

}  // namespace

void PrepareHeap() {
  ::mallopt(M_TOP_PAD, kGrowth);
  ::mallopt(M_MMAP_THRESHOLD, kLargest);
  ::mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace trommel
