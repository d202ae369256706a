// SPDX-License-Identifier: MIT
// ${mask:, ${mask_n:, ${ipv6norm:, ${ipv6denorm:, ${reverse_ip:: IP addresses.
//
// Exim specification, "Expansion operators". mask writes IPv6 with dots, all
// digits given, since its result is meant for the keys of an lsearch file;
// mask_n writes it the short way.
#include <optional>

#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_ip;

namespace {

using vm::CallContext;

Error NoAddress(std::string_view text) {
  return {Code::kRun, exim::InQuotes(text) + " is not an IP address", {}};
}

std::string Joined(const exim::IpAddress& address, char separator) {
  std::string out;
  for (const std::string& group : exim::IpGroups(address)) {
    if (!out.empty()) out += separator;
    out += group;
  }
  return out;
}

std::string Dotted(const exim::IpAddress& address) {
  std::string out;
  for (size_t i = 0; i < address.size; ++i) {
    if (i > 0) out += '.';
    out += std::to_string(address.bytes[i]);
  }
  return out;
}

Result<Value> RunMask(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  std::optional<exim::IpNetwork> network = exim::ReadIpNetwork(text);
  if (!network) return Err(NoAddress(text));
  if (!network->bits) {
    return Err(Code::kRun, "missing mask value in " + exim::InQuotes(text));
  }
  exim::IpAddress& address = network->address;
  const size_t bits = *network->bits;
  if (bits > address.size * 8) {
    return Err(Code::kRun, "mask value too big in " + exim::InQuotes(text));
  }
  for (size_t i = 0; i < address.size; ++i) {
    const size_t here = std::min<size_t>(bits - std::min(bits, i * 8), 8);
    address.bytes[i] &= static_cast<uint8_t>(0xFF00U >> here);
  }
  const bool brief = !args[1].is_nil() && args[1].text() == "n";
  std::string out = address.size == 4 ? Dotted(address)
                    : brief           ? exim::ShortIp(address)
                                      : Joined(address, '.');
  out += '/' + std::to_string(bits);
  return exim::Copied(context, out, args[0].tainted());
}

template <bool brief>
Result<Value> RunNormal(CallContext& context, std::span<const Value> args) {
  std::optional<exim::IpNetwork> network = exim::ReadIpNetwork(args[0].text());
  if (!network || network->bits) return Err(NoAddress(args[0].text()));
  const exim::IpAddress& address = network->address;
  return exim::Copied(context,
                      brief ? exim::ShortIp(address) : Joined(address, ':'),
                      args[0].tainted());
}

Result<Value> RunReverse(CallContext& context, std::span<const Value> args) {
  std::optional<exim::IpNetwork> network = exim::ReadIpNetwork(args[0].text());
  if (!network) {
    return Err(Code::kRun, "reverse_ip() not given an IP address [" +
                               std::string(args[0].text()) + "]");
  }
  const exim::IpAddress ip = exim::UnmappedIp(network->address);
  std::string out;
  for (size_t i = ip.size; i > 0; --i) {
    if (!out.empty()) out += '.';
    const uint8_t byte = ip.bytes[i - 1];
    if (ip.size == 4) {
      out += std::to_string(byte);
    } else {
      const std::string hex = Hex({reinterpret_cast<const char*>(&byte), 1});
      out += {hex[1], '.', hex[0]};
    }
  }
  return exim::Copied(context, out, false);
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "mask", "mask <network: string> [<form: string>]",
     "a network without the bits behind its mask",
     "${mask:10.111.131.206/28} => 10.111.131.192/28", nullptr, RunMask},
    {RowKind::kOperator, "ipv6norm", kText, "an IPv6 address in its short form",
     "${ipv6norm:2001:0db8:0:0::0001} => 2001:db8::1", nullptr,
     RunNormal<true>},
    {RowKind::kOperator, "ipv6denorm", kText,
     "an IPv6 address with all its digits",
     "${ipv6denorm:::1} => 0000:0000:0000:0000:0000:0000:0000:0001", nullptr,
     RunNormal<false>},
    {RowKind::kOperator, "reverse_ip", kText,
     "an IP address as the DNS writes it",
     "${reverse_ip:192.0.2.4} => 4.2.0.192", nullptr, RunReverse},
};

}  // namespace

constinit const Feature exim_op_ip = {"op_ip", 1, Language::kExim, "", kRows};

}  // namespace trommel::stdlib
