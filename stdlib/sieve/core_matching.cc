// SPDX-License-Identifier: MIT
// The match types, address parts and comparators that need no require (RFC 5228
// section 2.7). Their work is done by stdlib/shared/match.h and address_part.h;
// these rows make them known to the front end and to the manual.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kMatchType, "is", "is", "the whole value equals the key",
     "if header :is \"subject\" \"lunch?\" { discard; } => discard"},
    {RowKind::kMatchType, "contains", "contains",
     "the key occurs somewhere in the value",
     "if header :contains \"subject\" \"unc\" { discard; } => discard"},
    {RowKind::kMatchType, "matches", "matches",
     "the value fits the key, in which * is any text and ? one character",
     "if header :matches \"subject\" \"l*?\" { discard; } => discard"},
    {RowKind::kAddressPart, "all", "all", "the whole address",
     "if address :all \"from\" \"alice@example.org\" { discard; } => discard"},
    {RowKind::kAddressPart, "localpart", "localpart", "what is before the @",
     "if address :localpart \"from\" \"alice\" { discard; } => discard"},
    {RowKind::kAddressPart, "domain", "domain", "what is after the @",
     "if address :domain \"from\" \"example.org\" { discard; } => discard"},
    {RowKind::kComparator, "i;ascii-casemap", "comparator",
     "compares bytes, the case of A to Z ignored; the default",
     "if header :comparator \"i;ascii-casemap\" \"subject\" \"LUNCH?\" "
     "{ discard; } => discard"},
    {RowKind::kComparator, "i;octet", "comparator",
     "compares bytes as they are",
     "if header :comparator \"i;octet\" \"subject\" \"LUNCH?\" { discard; } "
     "=> keep (implicit)"},
};

}  // namespace

extern const Feature sieve_core_matching;
const Feature sieve_core_matching = {"matching", 1, Language::kSieve, "",
                                     kRows};

}  // namespace trommel::stdlib
