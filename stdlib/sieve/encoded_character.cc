// SPDX-License-Identifier: MIT
// encoded-character (RFC 5228 section 2.4.2.4): `${hex: 41}` and `${unicode:
// 20AC}` in strings. The front end decodes them (interp/sieve/strings.h) before
// variables are looked for; this feature only makes the capability known.
// No other string of a script may hold a NUL. Deviation: none.
#include "interp/feature.h"

namespace trommel::stdlib {

extern const Feature sieve_encoded_character;
const Feature sieve_encoded_character = {
    "encoded-character", 1, Language::kSieve, "encoded-character", {}};

}  // namespace trommel::stdlib
