// SPDX-License-Identifier: MIT
// IP addresses and networks as text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trommel::stdlib::exim {

/// An address: 4 or 16 bytes in network order.
struct IpAddress {
  std::array<uint8_t, 16> bytes{};
  size_t size = 0;
  bool operator==(const IpAddress&) const = default;
};

/// Reads `192.0.2.1`, `2001:db8::1`, `::ffff:192.0.2.1`; a zone (`%eth0`) after
/// an IPv6 address is dropped. Nothing for anything else, spaces included.
std::optional<IpAddress> ReadIp(std::string_view text);

/// Whether `address` lies in `network` ("192.0.2.0/24", "::1", "*"). Nothing
/// when `network` is no network.
std::optional<bool> InNetwork(const IpAddress& address,
                              std::string_view network);

/// An IPv4 address that is written in IPv6 (::ffff:192.0.2.1) as itself, others
/// as they are.
IpAddress UnmappedIp(const IpAddress& address);

/// `192.0.2.1/24`: an address and the bits of its network; none at all are 0.
struct IpNetwork {
  IpAddress address;
  std::optional<uint32_t> bits;  ///< absent without a slash
};

/// Reads an address that a network may follow, which no zone goes with. The
/// bits wrap at 32 bits and are not held against the address.
std::optional<IpNetwork> ReadIpNetwork(std::string_view text);

/// Eight groups of four hexadecimal digits; an IPv4 address as `::ffff:…`.
std::array<std::string, 8> IpGroups(const IpAddress& address);

/// The groups without leading zeros; the first of the longest runs of zeros is
/// `::` (for nothing but zeros Exim leaves a single colon).
std::string ShortIp(const IpAddress& address);

}  // namespace trommel::stdlib::exim
