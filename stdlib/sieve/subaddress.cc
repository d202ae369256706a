// SPDX-License-Identifier: MIT
// subaddress (RFC 5233): the address parts :user and :detail, split at the
// first
// "+". Without a "+" there is no :detail, and such an address matches no key,
// not even the empty one. The work is in stdlib/shared/address_part.h.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kAddressPart, "user", "user",
     "the local part before its \"+\", or all of it",
     "if address :user \"from\" \"alice\" { discard; } => discard"},
    {RowKind::kAddressPart, "detail", "detail",
     "the local part after its \"+\"",
     "if address :detail :contains \"from\" \"\" { discard; } "
     "=> keep (implicit)"},
};

}  // namespace

extern const Feature sieve_subaddress;
const Feature sieve_subaddress = {"subaddress", 1, Language::kSieve,
                                  "subaddress", kRows};

}  // namespace trommel::stdlib
