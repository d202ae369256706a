// SPDX-License-Identifier: MIT
// Patterns by grammar, and subjects that have a chance to match them.
#pragma once

#include <cstdint>
#include <string>

#include "tests/pcre/random.h"

namespace trommel::pcre {

/// A piece of a pattern and a text that it may well match; look-around,
/// back-references and negated sets are not followed in `sample`.
struct Piece {
  std::string pattern;
  std::string sample;
};

enum class Style : uint8_t {
  kMail,    ///< what mail filters use: literals, sets, alternatives, repeats,
            ///< anchors, captures
  kDense,   ///< `a` and `b` only, with groups, repeats, back-references and
            ///< look-around: many ways to match, of which one is right
  kExotic,  ///< all that PCRE2 knows, also wrongly written
};

Piece MakePattern(Random& random, Style style);

/// A subject for the pattern: its sample, changed or not, between other text,
/// or a text of the same few letters. Also NUL, 8-bit bytes and line ends.
std::string MakeSubject(Random& random, const Piece& pattern, Style style);

}  // namespace trommel::pcre
