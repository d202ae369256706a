// SPDX-License-Identifier: MIT
// HashBytes: the hash of sources and of interned constants.
#pragma once

#include <cstddef>
#include <cstdint>

namespace trommel {

/// 64-bit hash of `size` bytes, made by folding 128-bit products. Fast, well
/// spread, the same on every little-endian machine; not cryptographic.
/// Example: HashBytes("a", 1) != HashBytes("b", 1).
uint64_t HashBytes(const char* bytes, size_t size);

}  // namespace trommel
