// SPDX-License-Identifier: MIT
// The difference between two outcomes, and the smallest case that shows it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tests/pcre/engine.h"

namespace trommel::pcre {

enum class Difference : uint8_t {
  kNone,
  kRefusedByName,  ///< allowed: the error names a construct of kRefusals
  kPeerLimit,      ///< allowed: PCRE2 gave up, so there is nothing to compare
  kRefused,        ///< we take a good pattern for a bad one
  kAccepted,       ///< we take a bad pattern for a good one
  kMissed,         ///< we find no match where there is one
  kInvented,       ///< we find a match where there is none
  kGroups,         ///< the same match, other groups (or another match)
  kGroupCount,     ///< another number of groups in the pattern
  kLimit,          ///< we gave up, PCRE2 did not
  kMessage,        ///< both refuse, with another text or offset
  kBare,           ///< our search without groups contradicts the one with
};

/// Whether the run may go on as if nothing had been seen.
bool IsAllowed(Difference difference);

/// "refused", "accepted" and so on, for the report.
std::string_view NameOf(Difference difference);

Difference Compare(const Outcome& peer, const Outcome& ours);

/// A construct of PCRE2 that we may refuse; the error must hold its name.
struct Refusal {
  std::string_view name;
  std::string_view example;  ///< a pattern that is refused for it
};

/// All that we may refuse. Any other refusal is a difference, and so is a row
/// whose example we do not refuse any more.
std::span<const Refusal> Refusals();

/// The construct that explains the error, or nullptr.
const Refusal* FindRefusal(std::string_view error);

/// Both engines on one case.
struct Verdict {
  Difference difference = Difference::kNone;
  Outcome peer;
  Outcome ours;
};
Verdict Judge(const Case& test, EngineMaker peer, EngineMaker ours);

/// The smallest case found that differs in the same way and, for a pattern
/// that one side refuses, with the same error. Tries a few thousand cases.
Case Shrink(Case test, EngineMaker peer, EngineMaker ours);

/// `/a(b/i` on "x<0A>" from 1: bytes that do not print are in hex.
std::string Printed(const Case& test);
/// `0:0-3 1:unset`, `no match`, `error: ...`.
std::string Printed(const Outcome& outcome);

}  // namespace trommel::pcre
