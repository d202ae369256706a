// SPDX-License-Identifier: MIT
// What a lookup leaves for variables to tell.
#pragma once

#include <string_view>

namespace trommel::stdlib::exim {

/// State of a run (CallContext::State).
struct LookupFacts {
  std::string_view dnssec;   ///< $lookup_dnssec_authenticated
  std::string_view ldap_dn;  ///< $ldap_dn; in the run's arena
};

}  // namespace trommel::stdlib::exim
