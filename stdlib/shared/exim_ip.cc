// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_ip.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

/// A decimal number without leading zeros, at most `top`.
std::optional<unsigned> ReadDecimal(std::string_view text, unsigned top) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  unsigned value = 0;
  for (char c : text) {
    if (!text::IsDigit(c)) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  if (value > top) return std::nullopt;
  return value;
}

std::optional<IpAddress> ReadIp4(std::string_view text) {
  IpAddress out;
  out.size = 4;
  for (size_t i = 0; i < 4; ++i) {
    size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    std::optional<unsigned> byte = ReadDecimal(text.substr(0, dot), 255);
    if (!byte) return std::nullopt;
    out.bytes[i] = static_cast<uint8_t>(*byte);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return out;
}

std::optional<unsigned> ReadHex16(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (char c : text) {
    char lower = text::Lower(c);
    bool letter = lower >= 'a' && lower <= 'f';
    if (!letter && !text::IsDigit(c)) return std::nullopt;
    value =
        value * 16 + static_cast<unsigned>(letter ? lower - 'a' + 10 : c - '0');
  }
  return value;
}

/// The groups of one side of "::", appended as bytes; an IPv4 tail counts two.
bool ReadGroups(std::string_view text, IpAddress* out) {
  while (!text.empty()) {
    size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    bool last = colon == std::string_view::npos;
    if (last && group.find('.') != std::string_view::npos) {
      std::optional<IpAddress> tail = ReadIp4(group);
      if (!tail || out->size + 4 > 16) return false;
      std::copy_n(tail->bytes.begin(), 4, out->bytes.begin() + out->size);
      out->size += 4;
      return true;
    }
    std::optional<unsigned> value = ReadHex16(group);
    if (!value || out->size + 2 > 16) return false;
    out->bytes[out->size++] = static_cast<uint8_t>(*value >> 8U);
    out->bytes[out->size++] = static_cast<uint8_t>(*value & 0xFFU);
    if (last) return true;
    text.remove_prefix(colon + 1);
    if (text.empty()) return false;
  }
  return true;
}

std::optional<IpAddress> ReadIp6(std::string_view text) {
  const size_t zone = std::min(text.find('%'), text.size());
  const std::string_view after = text.substr(zone);
  if (std::ranges::any_of(
          after, [](char c) { return c == '/' || text::IsSpace(c); })) {
    return std::nullopt;
  }
  text = text.substr(0, zone);
  size_t gap = text.find("::");
  IpAddress head, tail;
  if (gap == std::string_view::npos) {
    if (!ReadGroups(text, &head) || head.size != 16) return std::nullopt;
    return head;
  }
  const std::string_view front = text.substr(0, gap);
  if (front.find('.') != std::string_view::npos || !ReadGroups(front, &head) ||
      !ReadGroups(text.substr(gap + 2), &tail) || head.size + tail.size > 14) {
    return std::nullopt;
  }
  std::copy_n(tail.bytes.begin(), tail.size,
              head.bytes.begin() + (16 - tail.size));
  head.size = 16;
  return head;
}

bool SamePrefix(const IpAddress& a, const IpAddress& b, size_t bits) {
  for (size_t i = 0; i < a.size; ++i) {
    size_t here = std::min<size_t>(bits - std::min(bits, i * 8), 8);
    auto mask = static_cast<uint8_t>(0xFF00U >> here);
    if ((a.bytes[i] & mask) != (b.bytes[i] & mask)) return false;
  }
  return true;
}

/// The length of a network, none at all is 0; white space may precede it.
std::optional<size_t> ReadBits(std::string_view text) {
  constexpr size_t kEnough = 128;
  if (text.empty()) return 0;
  while (!text.empty() && text::IsSpace(text[0])) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  size_t bits = 0;
  for (char c : text) {
    if (!text::IsDigit(c)) return std::nullopt;
    bits = std::min(bits * 10 + static_cast<size_t>(c - '0'), kEnough);
  }
  return bits;
}

}  // namespace

std::optional<IpAddress> ReadIp(std::string_view text) {
  return text.find(':') == std::string_view::npos ? ReadIp4(text)
                                                  : ReadIp6(text);
}

std::optional<IpNetwork> ReadIpNetwork(std::string_view text) {
  IpNetwork out;
  const size_t slash = text.find('/');
  std::string_view host = text.substr(0, slash);
  if (slash != std::string_view::npos) {
    if (host.find('%') != std::string_view::npos) return std::nullopt;
    std::string_view number = text.substr(slash + 1);
    const bool none = number.empty();
    while (!number.empty() && text::IsSpace(number[0])) number.remove_prefix(1);
    if (number.starts_with('+')) number.remove_prefix(1);
    if (number.empty() != none) return std::nullopt;
    int64_t bits = 0;
    for (char c : number) {
      if (!text::IsDigit(c)) return std::nullopt;
      if (__builtin_mul_overflow(bits, 10, &bits) ||
          __builtin_add_overflow(bits, c - '0', &bits)) {
        bits = INT64_MAX;
      }
    }
    out.bits = static_cast<uint32_t>(bits);
  }
  std::optional<IpAddress> address = ReadIp(host);
  if (!address) return std::nullopt;
  out.address = *address;
  return out;
}

std::array<std::string, 8> IpGroups(const IpAddress& address) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<uint8_t, 16> bytes = address.bytes;
  if (address.size == 4) {
    bytes.fill(0);
    bytes[10] = bytes[11] = 0xFF;
    std::copy_n(address.bytes.begin(), 4, bytes.begin() + 12);
  }
  std::array<std::string, 8> groups;
  for (size_t i = 0; i < bytes.size(); ++i) {
    groups[i / 2] += kDigits[bytes[i] >> 4U];
    groups[i / 2] += kDigits[bytes[i] & 15U];
  }
  return groups;
}

std::string ShortIp(const IpAddress& address) {
  std::array<std::string, 8> groups = IpGroups(address);
  size_t best = 0;
  size_t most = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    size_t run = 0;
    while (i + run < groups.size() && groups[i + run] == "0000") ++run;
    if (run > most) {
      best = i;
      most = run;
    }
  }
  if (most == groups.size()) return ":";
  std::string out;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (most > 0 && i == best) {
      out += i == 0 ? "::" : ":";
      i += most - 1;
      continue;
    }
    const size_t zeros = std::min<size_t>(groups[i].find_first_not_of('0'), 3);
    out += groups[i].substr(zeros);
    if (i + 1 < groups.size()) out += ':';
  }
  return out;
}

IpAddress UnmappedIp(const IpAddress& address) {
  constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0,    0,
                                               0, 0, 0, 0, 0xFF, 0xFF};
  if (address.size != 16 ||
      !std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) {
    return address;
  }
  IpAddress out;
  out.size = 4;
  std::copy_n(address.bytes.begin() + kMapped.size(), 4, out.bytes.begin());
  return out;
}

std::optional<bool> InNetwork(const IpAddress& address,
                              std::string_view network) {
  if (network == "*") return true;
  size_t slash = network.find('/');
  std::optional<IpAddress> base = ReadIp(network.substr(0, slash));
  if (!base) return std::nullopt;
  size_t bits = base->size * 8;
  if (slash != std::string_view::npos) {
    std::optional<size_t> given = ReadBits(network.substr(slash + 1));
    if (!given) return std::nullopt;
    bits = std::min(bits, *given);
  }
  const IpAddress plain = UnmappedIp(address);
  return base->size == plain.size && SamePrefix(*base, plain, bits);
}

}  // namespace trommel::stdlib::exim
