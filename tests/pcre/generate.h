// SPDX-License-Identifier: MIT
// Patterns by grammar, and subjects that have a chance to match them.
#pragma once

#include <string>

#include "tests/pcre/random.h"

namespace trommel::pcre {

/// A piece of a pattern and a text that it may well match; look-around,
/// back-references and negated sets are not followed in `sample`.
struct Piece {
  std::string pattern;
  std::string sample;
};

/// What mail filters use (literals, sets, alternatives, repeats, anchors,
/// captures), or with `exotic` all that PCRE2 knows, also wrongly written.
Piece MakePattern(Random& random, bool exotic);

/// A subject for the pattern: its sample, changed or not, between other text,
/// or a text of the same few letters. Also NUL, 8-bit bytes and line ends.
std::string MakeSubject(Random& random, const Piece& pattern);

}  // namespace trommel::pcre
