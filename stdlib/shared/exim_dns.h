// SPDX-License-Identifier: MIT
// Questions to name servers as the settings want them put and judged (Exim
// specification, dns_retry, dns_retrans, dns_again_means_nonexist,
// dns_trust_aa).
#pragma once

#include <string>

#include "interp/base/result.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/dns_resolver.h"

namespace trommel::stdlib::exim {

/// dns_servers, dns_retrans and dns_retry; DNSSEC data is asked for.
DnsOptions DnsOptionsOf(const vm::Settings& settings);

/// AskDns, unless the deadline has passed (kAgain) or the name can be no host's
/// (kNone), which TXT and PTR records need not have. kAgain is kNone for a name
/// in dns_again_means_nonexist, unless TLSA records are asked for. Errors are
/// those of AskDns and of the list.
Result<DnsAnswer> AskForName(vm::CallContext& context, const std::string& name,
                             DnsType type, const DnsOptions& options,
                             const Deadline& deadline);

/// Whether the resolver vouches for an answer, or it comes from a server of a
/// zone in dns_trust_aa.
Result<bool> IsSecure(vm::CallContext& context, const DnsMessage& message);

}  // namespace trommel::stdlib::exim
