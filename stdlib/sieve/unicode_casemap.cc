// SPDX-License-Identifier: MIT
// comparator-i;unicode-casemap (RFC 5051): compares texts in title case and
// decomposed, whatever language: "Ä" is "ä" is "a" with two dots behind it.
// What is not UTF-8 is compared by its bytes. A "?" of :matches is one
// character of the value, and the match variables hold what the value has.
// :regex ignores the case of A to Z only. Unicode's version is that of ICU. The
// work is in stdlib/shared/match.h and interp/text/casefold.h.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kComparator, "i;unicode-casemap", "comparator",
     "compares texts, the case of all letters and the form of accents ignored",
     "if string :comparator \"i;unicode-casemap\" \"\xC3\x84\" \"\xC3\xA4\" "
     "{ discard; } => discard"},
};

}  // namespace

extern const Feature sieve_unicode_casemap;
const Feature sieve_unicode_casemap = {"comparator-i;unicode-casemap", 1,
                                       Language::kSieve,
                                       "comparator-i;unicode-casemap", kRows};

}  // namespace trommel::stdlib
