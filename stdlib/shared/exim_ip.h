// SPDX-License-Identifier: MIT
// IP addresses and networks as text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
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

/// An IPv4 address that is written in IPv6 (`::ffff:192.0.2.1`) as itself.
IpAddress Unmapped(const IpAddress& address);

/// Whether `address` lies in `network` ("192.0.2.0/24", "::1", "*"). Nothing
/// when `network` is no network.
std::optional<bool> InNetwork(const IpAddress& address,
                              std::string_view network);

}  // namespace trommel::stdlib::exim
