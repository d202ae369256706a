// SPDX-License-Identifier: MIT
// One block of SHA-256 or SHA-512 (FIPS 180-4 sections 6.2 and 6.4), which
// differ in the width of a word, the turns and the number of rounds. For
// stdlib/shared/digest*.cc alone.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <span>

namespace trommel::stdlib {

/// Bits to rotate by; the last of the small ones is a shift.
struct Sha2Turns {
  int big0[3];
  int big1[3];
  int small0[3];
  int small1[3];
};

template <class Word>
constexpr Word Sha2Big(Word x, const int (&turns)[3]) {
  return std::rotr(x, turns[0]) ^ std::rotr(x, turns[1]) ^
         std::rotr(x, turns[2]);
}

template <class Word>
constexpr Word Sha2Small(Word x, const int (&turns)[3]) {
  return std::rotr(x, turns[0]) ^ std::rotr(x, turns[1]) ^ (x >> turns[2]);
}

/// Mixes the 16 words of a block into the state.
template <class Word, size_t kCount>
void MixSha2(std::span<const Word, 16> block, const Sha2Turns& turns,
             const std::array<Word, kCount>& rounds,
             std::array<Word, 8>* state) {
  std::array<Word, kCount> w;
  for (size_t i = 0; i < kCount; ++i) {
    w[i] = i < 16 ? block[i]
                  : w[i - 16] + Sha2Small(w[i - 15], turns.small0) + w[i - 7] +
                        Sha2Small(w[i - 2], turns.small1);
  }
  auto [a, b, c, d, e, f, g, h] = *state;
  for (size_t i = 0; i < kCount; ++i) {
    const Word one =
        h + Sha2Big(e, turns.big1) + ((e & f) ^ (~e & g)) + rounds[i] + w[i];
    const Word two = Sha2Big(a, turns.big0) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + one;
    d = c;
    c = b;
    b = a;
    a = one + two;
  }
  const Word added[8] = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < state->size(); ++i) (*state)[i] += added[i];
}

}  // namespace trommel::stdlib
