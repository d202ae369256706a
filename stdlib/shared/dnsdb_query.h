// SPDX-License-Identifier: MIT
// Queries of the lookup type dnsdb (Exim specification, "More about dnsdb",
// "Dnsdb lookup modifiers", "Pseudo dnsdb record types"):
// `>: defer_lax,mx=a.example:b.example`.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "stdlib/shared/dns_message.h"

namespace trommel::stdlib {

enum class DnsdbStyle : uint8_t {
  kPlain,
  kMxHosts,    ///< mxh
  kZone,       ///< zns: name servers of the domain, or of one above
  kAuthority,  ///< csa
  kBoth,       ///< a+: AAAA, then A
};

/// Strict: yes or defer. Lax: if possible. Never: no.
enum class DnsdbCare : uint8_t { kStrict, kLax, kNever };

struct DnsdbQuery {
  std::string_view between_records = "\n";
  /// Between the fields of a record; empty: nothing; none: the type's default.
  std::optional<std::string_view> between_fields;
  DnsdbCare defer = DnsdbCare::kLax;
  DnsdbCare dnssec = DnsdbCare::kLax;
  std::optional<std::chrono::seconds> wait;
  std::optional<int> tries;
  DnsType type = DnsType::kTxt;
  DnsdbStyle style = DnsdbStyle::kPlain;
  std::string_view names;  ///< the rest: a list
};

/// Views stay in `text`. kDefer, in Exim's words, for what is no query.
Result<DnsdbQuery> ReadDnsdbQuery(std::string_view text);

}  // namespace trommel::stdlib
