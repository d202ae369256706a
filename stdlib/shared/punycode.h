// SPDX-License-Identifier: MIT
// Punycode (RFC 3492): Unicode text in letters, digits and hyphens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// Example: "bücher" as code points gives "bcher-kva". kLimit for a text that
/// is too much work.
Result<std::string> EncodePunycode(const std::vector<uint32_t>& text);

/// The code points of `code`. kRun "Invalid input" or "String size limit
/// exceeded", the words of libidn, whose liberties are taken: the signs before
/// the digits count as digits too. kLimit as above.
Result<std::vector<uint32_t>> DecodePunycode(std::string_view code);

}  // namespace trommel::stdlib
