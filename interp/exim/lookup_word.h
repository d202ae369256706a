// SPDX-License-Identifier: MIT
// The type of a lookup as it is written: `partial3(.)lsearch*@,ret=full`.
#pragma once

#include <string>
#include <string_view>

namespace trommel::exim {

/// The parts of a lookup type (Exim specification, "Default values in
/// single-key lookups", "Partial matching in single-key lookups"). Views the
/// word that was read.
///
/// Example: ReadLookupWord("partial-dbm*@,ret=key") has type "dbm", least 2,
/// affix "*.", star and at, options "ret=key".
struct LookupWord {
  std::string_view type;     ///< "lsearch"
  std::string_view tail;     ///< the type and all behind it, as errors show it
  std::string_view affix;    ///< of partial matching
  std::string_view options;  ///< behind the comma
  bool partial = false;
  bool star = false;  ///< "*": a default
  bool at = false;    ///< "*@": one for the domain first
  size_t least = 2;   ///< components that partial matching leaves
  std::string error;  ///< "format error in lookup type …", or empty
};

LookupWord ReadLookupWord(std::string_view word);

/// What Exim says of a type that does not fit its use, or nothing. `single`
/// tells the style of the type, `key` whether one was given.
std::string CheckLookupWord(const LookupWord& word, bool single, bool key);

}  // namespace trommel::exim
