// SPDX-License-Identifier: MIT
// Questions to name servers, by c-ares, which is loaded at the first one.
#pragma once

#include <chrono>
#include <string>

#include "interp/base/result.h"
#include "stdlib/shared/deadline.h"
#include "stdlib/shared/dns_message.h"

namespace trommel::stdlib {

struct DnsOptions {
  /// "192.0.2.1:53,[2001:db8::1]:53"; empty: those of the system.
  std::string servers;
  std::chrono::milliseconds wait{0};  ///< for the first try; 0: the system's
  int tries = 0;                      ///< 0: the system's
  bool dnssec = true;                 ///< ask for DNSSEC data
};

enum class DnsStatus : uint8_t {
  kFound,  ///< there may be records, of this or another type
  kNone,   ///< no such name, or no such data
  kAgain,  ///< time is up, or the servers cannot tell now
};

struct DnsAnswer {
  DnsStatus status = DnsStatus::kNone;
  DnsMessage message;  ///< when kFound
};

/// kDefer when c-ares is missing or has no memory: all else is a status.
Status DnsReady();
Result<DnsAnswer> AskDns(const std::string& name, DnsType type,
                         const DnsOptions& options, const Deadline& deadline);

}  // namespace trommel::stdlib
