// SPDX-License-Identifier: MIT
// HashSource and HashBytes: a 64-bit multiply-and-fold hash.
#include "interp/program/hash.h"

#include <cstring>

#include "interp/program/builder.h"

namespace trommel {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr uint64_t kFirst = 0x9E3779B97F4A7C15;
constexpr uint64_t kSecond = 0xD1B54A32D192ED03;

uint64_t Fold(uint64_t a, uint64_t b) {
  Wide product = Wide{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64U);
}

uint64_t Load(const char* bytes, size_t size) {
  uint64_t word = 0;
  if (size > 0) std::memcpy(&word, bytes, size);
  return word;
}

}  // namespace

uint64_t HashBytes(const char* bytes, size_t size) {
  uint64_t hash = kFirst ^ size;
  size_t left = size;
  for (; left > 16; bytes += 16, left -= 16) {
    hash = Fold(Load(bytes, 8) ^ kFirst, Load(bytes + 8, 8) ^ hash ^ kSecond);
  }
  uint64_t low = Load(bytes, left < 8 ? left : 8);
  uint64_t high = left > 8 ? Load(bytes + 8, left - 8) : 0;
  hash = Fold(low ^ kSecond ^ hash, high ^ kFirst ^ (hash << 32U));
  return Fold(hash ^ kFirst, size ^ kSecond);
}

uint64_t HashSource(std::string_view bytes) {
  return HashBytes(bytes.data(), bytes.size());
}

}  // namespace trommel
