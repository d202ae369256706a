// SPDX-License-Identifier: MIT
// Glob: Sieve :matches patterns, RFC 5228 section 2.7.1 ("*", "?", "\").
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel::text {

/// A `*` or `?` and what it stood for, in pattern order; views the subject.
using GlobCaptures = std::vector<std::string_view>;

/// Whether all of `subject` matches `pattern`. `*` takes the shortest run that
/// lets the rest match (RFC 5229 section 3.2), `?` one character (one UTF-8
/// sequence, or one byte where the bytes are not UTF-8) . `caseless` is
/// i;ascii-casemap. Time is O(subject x pattern) at worst, without recursion;
/// kLimit past limits::kGlobSteps.
/// Example: GlobMatch("*[*] *", "Re: [dev] x", true, &c) gives {"Re:
/// ","dev","x"}.
Result<bool> GlobMatch(std::string_view pattern, std::string_view subject,
                       bool caseless, GlobCaptures* captures);

/// The same, bytes being bytes, where the character at byte i of `subject` has
/// lengths[i] bytes from there on.
Result<bool> GlobMatch(std::string_view pattern, std::string_view subject,
                       std::span<const uint8_t> lengths,
                       GlobCaptures* captures);

}  // namespace trommel::text
