// SPDX-License-Identifier: MIT
// SHA-3 (FIPS 202): a sponge around the permutation Keccak-f[1600].
#include <array>
#include <bit>
#include <cstdint>

#include "stdlib/shared/digest.h"

namespace trommel::stdlib {
namespace {

using State = std::array<uint64_t, 25>;

constexpr uint64_t kRounds[] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A,
    0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
    0x8000000080008081, 0x8000000000008009, 0x000000000000008A,
    0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
    0x000000000000800A, 0x800000008000000A, 0x8000000080008081,
    0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

/// Rotation of each lane and where it goes, along the path of rho and pi.
constexpr int kTurns[] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                          27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
constexpr size_t kPath[] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                            15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

void Permute(State* state) {
  State& a = *state;
  for (uint64_t round : kRounds) {
    std::array<uint64_t, 5> columns;
    for (size_t x = 0; x < 5; ++x) {
      columns[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (size_t i = 0; i < a.size(); ++i) {
      a[i] ^= columns[(i + 4) % 5] ^ std::rotl(columns[(i + 1) % 5], 1);
    }
    uint64_t moved = a[1];
    for (size_t i = 0; i < std::size(kPath); ++i) {
      const uint64_t next = a[kPath[i]];
      a[kPath[i]] = std::rotl(moved, kTurns[i]);
      moved = next;
    }
    for (size_t y = 0; y < a.size(); y += 5) {
      std::array<uint64_t, 5> row;
      for (size_t x = 0; x < 5; ++x) row[x] = a[y + x];
      for (size_t x = 0; x < 5; ++x) {
        a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
    a[0] ^= round;
  }
}

void Absorb(State* state, size_t at, unsigned char byte) {
  (*state)[at / 8] ^= uint64_t{byte} << (8 * (at % 8));
}

}  // namespace

std::string Sha3(std::string_view bytes, size_t bits) {
  const size_t size = bits / 8;
  const size_t rate = sizeof(State) - 2 * size;
  State state{};
  size_t at = 0;
  for (char c : bytes) {
    Absorb(&state, at++, static_cast<unsigned char>(c));
    if (at < rate) continue;
    Permute(&state);
    at = 0;
  }
  Absorb(&state, at, 0x06);
  Absorb(&state, rate - 1, 0x80);
  Permute(&state);
  std::string out;
  for (size_t i = 0; i < size; ++i) {
    out += static_cast<char>(state[i / 8] >> (8 * (i % 8)) & 0xFFU);
  }
  return out;
}

}  // namespace trommel::stdlib
