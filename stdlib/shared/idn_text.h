// SPDX-License-Identifier: MIT
// Domains in Unicode as the DNS has them (IDNA 2008), by a library that is
// loaded at first use.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// The A-labels of a domain in UTF-8. kRun with libidn2's reason; kDefer when
/// libidn2-0 is missing.
/// Example: "bücher.example" gives "xn--bcher-kva.example".
Result<std::string> DomainToAscii(std::string_view domain);

}  // namespace trommel::stdlib
