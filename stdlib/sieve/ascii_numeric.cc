// SPDX-License-Identifier: MIT
// comparator-i;ascii-numeric (RFC 4790 section 9.1): compares the numbers that
// values begin with; what begins with no digit is infinity. It knows no
// substrings, so :contains, :matches and :regex are refused with it. Numbers
// may have any length. The work is in stdlib/shared/match.h.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kComparator, "i;ascii-numeric", "comparator",
     "compares the numbers that the texts begin with",
     "if header :count \"lt\" :comparator \"i;ascii-numeric\" \"from\" \"10\" "
     "{ discard; } => discard"},
};

}  // namespace

extern const Feature sieve_ascii_numeric;
const Feature sieve_ascii_numeric = {"comparator-i;ascii-numeric", 1,
                                     Language::kSieve,
                                     "comparator-i;ascii-numeric", kRows};

}  // namespace trommel::stdlib
