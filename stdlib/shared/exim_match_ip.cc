// SPDX-License-Identifier: MIT
// Patterns of lists that match IP addresses (Exim specification, "Host list
// patterns that match by IP address", "… for single-key lookups by host
// address").
#include <algorithm>

#include "interp/exim/lookup_word.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr size_t kMostBits = 1000;

/// The address in full: IPv6 has a separator between groups of four digits.
std::string FullText(const IpAddress& address, char separator) {
  std::string out;
  for (size_t i = 0; i < address.size; ++i) {
    const unsigned byte = address.bytes[i];
    if (address.size == 4) {
      if (i > 0) out += '.';
      out += std::to_string(byte);
      continue;
    }
    if (i > 0 && i % 2 == 0) out += separator;
    out += kHexDigits[byte >> 4U];
    out += kHexDigits[byte & 0xFU];
  }
  return out;
}

IpAddress Masked(IpAddress address, size_t bits) {
  for (size_t i = 0; i < address.size; ++i) {
    const size_t here = std::min<size_t>(bits - std::min(bits, i * 8), 8);
    address.bytes[i] &= static_cast<uint8_t>(0xFF00U >> here);
  }
  return address;
}

/// Reads `net24-` off an item. False when it begins with net in another way.
bool TakeNet(std::string_view* item, std::optional<size_t>* bits) {
  if (!item->starts_with("net")) return true;
  std::string_view rest = item->substr(3);
  while (!rest.empty() && text::IsDigit(rest[0])) {
    const auto digit = static_cast<size_t>(rest[0] - '0');
    *bits = std::min(bits->value_or(0) * 10 + digit, kMostBits);
    rest.remove_prefix(1);
  }
  if (!rest.starts_with('-')) return false;
  *item = rest.substr(1);
  return true;
}

}  // namespace

bool IsOwnAddress(vm::CallContext& context, const IpAddress& address) {
  ListReader own(context.settings().local_interfaces);
  while (auto item = own.Next()) {
    if (ReadIp(*item) == address) return true;
  }
  return false;
}

Result<bool> ListMatcher::IpLookup(std::string_view item,
                                   const IpAddress& written) {
  std::optional<size_t> bits;
  if (!TakeNet(&item, &bits)) return HostName();
  const std::string_view name = item.substr(0, item.find(';'));
  const auto word = trommel::exim::ReadLookupWord(name);
  if (word.partial || word.star) {
    return Err(Code::kRun, "unknown lookup type " + InQuotes(name));
  }
  // An IPv4 address written in IPv6 is a key as it is written, but for
  // iplsearch of a whole address.
  const bool compares = word.type == "iplsearch";
  const IpAddress address = compares && !bits ? UnmappedIp(written) : written;
  const char separator = compares ? ':' : '.';
  std::string key =
      FullText(bits ? Masked(address, *bits) : address, separator);
  if (bits) key += "/" + std::to_string(*bits);
  TRY_ASSIGN(const Value found,
             RunListLookup(
                 context_, item,
                 Value::String(context_.arena().Copy(key), subject_.taint())));
  if (found.is_nil()) return false;
  value_ = found;
  return true;
}

Result<bool> ListMatcher::Ip(std::string_view pattern) {
  const std::string_view subject = subject_.text();
  if (subject.empty()) return pattern.empty() || pattern == "*";
  const auto read = ReadIp(subject);
  if (!read)
    return Err(Code::kRun, InQuotes(subject) + " is not an IP address");
  const IpAddress address = UnmappedIp(*read);
  if (pattern == "@[]") return IsOwnAddress(context_, address);
  if (const auto inside = InNetwork(address, pattern)) return *inside;
  if (pattern.empty()) return false;
  if (pattern.find(';') != std::string_view::npos) {
    return IpLookup(pattern, *read);
  }
  return HostName();
}

/// A host name cannot be compared with an address alone.
bool ListMatcher::HostName() {
  ended_ = host_names_ != HostNames::kIgnore;
  return host_names_ == HostNames::kAccept;
}

}  // namespace trommel::stdlib::exim
