// SPDX-License-Identifier: MIT
// $ldap_dn, $lookup_dnssec_authenticated: what the last lookup has left.
//
// Exim specification, "Expansion variables". Both are tainted: a server's
// words.
#include "stdlib/shared/exim_lookup_facts.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_lookup;

namespace {

template <std::string_view exim::LookupFacts::*fact>
Result<Value> Run(vm::CallContext& context, std::span<const Value>) {
  return Value::Tainted(context.State<exim::LookupFacts>().*fact);
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "ldap_dn", "ldap_dn",
     "name of the entry that the last ldap lookup found", "<$ldap_dn> => <>",
     nullptr, Run<&exim::LookupFacts::ldap_dn>},
    {RowKind::kVariable, "lookup_dnssec_authenticated",
     "lookup_dnssec_authenticated",
     "whether the last dnsdb lookup was authenticated: yes, no or empty",
     "<$lookup_dnssec_authenticated> => <>", nullptr,
     Run<&exim::LookupFacts::dnssec>},
};

}  // namespace

constinit const Feature exim_var_lookup = {"var_lookup", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
