// SPDX-License-Identifier: MIT
// The address reader of the Exim front end, among the other helpers of
// features.
#pragma once

#include <span>

#include "interp/exim/address.h"
#include "interp/vm/call_context.h"
#include "interp/vm/settings.h"

namespace trommel::stdlib::exim {

using trommel::exim::AddressRules;
using trommel::exim::BareAddress;
using trommel::exim::GroupState;
using trommel::exim::HasDomain;
using trommel::exim::ListedAddress;
using trommel::exim::QuoteLocalPart;
using trommel::exim::ReadAddress;
using trommel::exim::ReadAddressList;
using trommel::exim::SplitAddressList;

/// The rules that the settings give.
inline AddressRules RulesOf(const vm::Settings& settings) {
  return {.excess_brackets = settings.strip_excess_angle_brackets,
          .trailing_dot = settings.strip_trailing_dot,
          .utf8_domains = settings.allow_utf8_domains,
          .domain_literals = settings.allow_domain_literals};
}

/// Reads one address where the run stands in the groups of its lists; what the
/// innermost foranyaddress has not come to yet is read anew if that changes.
Result<BareAddress> ReadAddressOf(vm::CallContext& context,
                                  std::string_view text);

/// Whether names of groups are allowed from here on.
void AllowGroups(vm::CallContext& context, bool allowed);

/// Begins a foranyaddress over a list: its addresses, nil for what is none. The
/// span is of the run's arena.
Result<std::span<Value>> BeginAddresses(vm::CallContext& context,
                                        const Value& list);

/// To be told when the innermost foranyaddress takes its next item.
void NextAddress(vm::CallContext& context);

/// To be told when it ends: the run then is in no group.
void EndAddresses(vm::CallContext& context);

}  // namespace trommel::stdlib::exim
