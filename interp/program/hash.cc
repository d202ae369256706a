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

template <class Word>
uint64_t Load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// The last 0 to 16 bytes as two words; they overlap where that is simpler.
struct Tail {
  Tail(const char* bytes, size_t size) {
    if (size >= 8) {
      low = Load<uint64_t>(bytes);
      high = Load<uint64_t>(bytes + size - 8);
    } else if (size >= 4) {
      low = Load<uint32_t>(bytes);
      high = Load<uint32_t>(bytes + size - 4);
    } else if (size > 0) {
      low = Load<uint8_t>(bytes) << 8U | Load<uint8_t>(bytes + size / 2);
      high = Load<uint8_t>(bytes + size - 1);
    }
  }
  uint64_t low = 0;
  uint64_t high = 0;
};

}  // namespace

uint64_t HashBytes(const char* bytes, size_t size) {
  uint64_t hash = kFirst ^ size;
  size_t left = size;
  for (; left > 16; bytes += 16, left -= 16) {
    hash = Fold(Load<uint64_t>(bytes) ^ kFirst,
                Load<uint64_t>(bytes + 8) ^ hash ^ kSecond);
  }
  const Tail tail(bytes, left);
  hash = Fold(tail.low ^ kSecond ^ hash, tail.high ^ kFirst ^ (hash << 32U));
  return Fold(hash ^ kFirst, size ^ kSecond);
}

uint64_t HashSource(std::string_view bytes) {
  return HashBytes(bytes.data(), bytes.size());
}

}  // namespace trommel
