// SPDX-License-Identifier: MIT
// The address reader of the Exim front end, among the other helpers of
// features.
#pragma once

#include "interp/exim/address.h"
#include "interp/vm/settings.h"

namespace trommel::stdlib::exim {

using trommel::exim::AddressRules;
using trommel::exim::BareAddress;
using trommel::exim::HasDomain;
using trommel::exim::ListedAddress;
using trommel::exim::QuoteLocalPart;
using trommel::exim::ReadAddress;
using trommel::exim::ReadAddressList;

/// The rules that the settings give.
inline AddressRules RulesOf(const vm::Settings& settings) {
  return {.excess_brackets = settings.strip_excess_angle_brackets,
          .trailing_dot = settings.strip_trailing_dot,
          .utf8_domains = settings.allow_utf8_domains,
          .domain_literals = settings.allow_domain_literals};
}

}  // namespace trommel::stdlib::exim
