// SPDX-License-Identifier: MIT
#include "stdlib/shared/digest.h"

#include <array>
#include <bit>
#include <cstdint>

#include "stdlib/shared/digest_sha2.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kBlock = 64;
using Words = std::array<uint32_t, 16>;

enum class Order : uint8_t { kLittle, kBig };

uint32_t ReadWord(const unsigned char* at, Order order) {
  if (order == Order::kBig) {
    return uint32_t{at[0]} << 24U | uint32_t{at[1]} << 16U |
           uint32_t{at[2]} << 8U | at[3];
  }
  return uint32_t{at[3]} << 24U | uint32_t{at[2]} << 16U |
         uint32_t{at[1]} << 8U | at[0];
}

void WriteNumber(uint64_t number, size_t bytes, Order order, std::string* out) {
  for (size_t i = 0; i < bytes; ++i) {
    size_t shift = 8 * (order == Order::kBig ? bytes - 1 - i : i);
    *out += static_cast<char>(number >> shift & 0xFFU);
  }
}

/// The end of the message that Merkle-Damgard padding makes: one or two blocks.
std::string Padding(size_t size, Order order) {
  std::string out = "\x80";
  while ((size + out.size()) % kBlock != kBlock - 8) out += '\0';
  WriteNumber(uint64_t{size} * 8, 8, order, &out);
  return out;
}

/// Feeds all blocks of the padded message to `mix`.
template <class Mix>
void ForBlocks(std::string_view bytes, Order order, Mix mix) {
  size_t whole = bytes.size() / kBlock * kBlock;
  std::string tail(bytes.substr(whole));
  tail += Padding(bytes.size(), order);
  auto run = [&](std::string_view part) {
    for (size_t at = 0; at < part.size(); at += kBlock) {
      Words words;
      for (size_t i = 0; i < words.size(); ++i) {
        words[i] = ReadWord(
            reinterpret_cast<const unsigned char*>(part.data() + at + 4 * i),
            order);
      }
      mix(words);
    }
  };
  run(bytes.substr(0, whole));
  run(tail);
}

template <size_t N>
std::string Finish(const std::array<uint32_t, N>& state, Order order) {
  std::string out;
  for (uint32_t word : state) WriteNumber(word, 4, order, &out);
  return out;
}

constexpr std::array<uint32_t, 64> kSha256 = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using Md5State = std::array<uint32_t, 4>;

/// |sin(1)| to |sin(64)| in 32-bit fixed point (RFC 1321 section 3.4).
constexpr std::array<uint32_t, 64> kMd5 = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a,
    0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
    0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
    0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
    0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
    0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

void MixMd5(const Words& words, Md5State* state) {
  constexpr int kShifts[4][4] = {
      {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  auto [a, b, c, d] = *state;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t mixed[4] = {(b & c) | (~b & d), (b & d) | (c & ~d),
                               b ^ c ^ d, c ^ (b | ~d)};
    const size_t index[4] = {i, 5 * i + 1, 3 * i + 5, 7 * i};
    uint32_t sum = a + mixed[i / 16] + kMd5[i] + words[index[i / 16] % 16];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, kShifts[i / 16][i % 4]);
  }
  *state = {(*state)[0] + a, (*state)[1] + b, (*state)[2] + c, (*state)[3] + d};
}

using Sha1State = std::array<uint32_t, 5>;

void MixSha1(const Words& words, Sha1State* state) {
  std::array<uint32_t, 80> w;
  for (size_t i = 0; i < w.size(); ++i) {
    w[i] = i < 16 ? words[i]
                  : std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  }
  constexpr uint32_t kAdd[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
  auto [a, b, c, d, e] = *state;
  for (size_t i = 0; i < w.size(); ++i) {
    const uint32_t parity = b ^ c ^ d;
    const uint32_t mixed[4] = {(b & c) | (~b & d), parity,
                               (b & c) | (b & d) | (c & d), parity};
    uint32_t next = std::rotl(a, 5) + mixed[i / 20] + e + kAdd[i / 20] + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const uint32_t added[5] = {a, b, c, d, e};
  for (size_t i = 0; i < state->size(); ++i) (*state)[i] += added[i];
}

using Sha256State = std::array<uint32_t, 8>;

constexpr Sha2Turns kSha256Turns = {
    {2, 13, 22}, {6, 11, 25}, {7, 18, 3}, {17, 19, 10}};

void MixSha256(const Words& words, Sha256State* state) {
  MixSha2<uint32_t>(words, kSha256Turns, kSha256, state);
}

}  // namespace

std::string Md5(std::string_view bytes) {
  Md5State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  ForBlocks(bytes, Order::kLittle,
            [&](const Words& words) { MixMd5(words, &state); });
  return Finish(state, Order::kLittle);
}

std::string Sha1(std::string_view bytes) {
  Sha1State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
                     0xc3d2e1f0};
  ForBlocks(bytes, Order::kBig,
            [&](const Words& words) { MixSha1(words, &state); });
  return Finish(state, Order::kBig);
}

std::string Sha256(std::string_view bytes) {
  Sha256State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  ForBlocks(bytes, Order::kBig,
            [&](const Words& words) { MixSha256(words, &state); });
  return Finish(state, Order::kBig);
}

std::string Hmac(std::string (*digest)(std::string_view), std::string_view key,
                 std::string_view text) {
  std::string padded = key.size() > kBlock ? digest(key) : std::string(key);
  padded.resize(kBlock, '\0');
  auto masked = [&padded](unsigned char mask) {
    std::string out;
    for (char c : padded) {
      out += static_cast<char>(static_cast<unsigned char>(c) ^ mask);
    }
    return out;
  };
  return digest(masked(0x5C) + digest(masked(0x36) + std::string(text)));
}

std::string Hex(std::string_view bytes, bool upper) {
  std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

}  // namespace trommel::stdlib
