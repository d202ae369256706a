// SPDX-License-Identifier: MIT
// What Exim makes of an access control list where none is defined.
#pragma once

#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib::exim {

/// Whether the ACL accepts. `text` names one, and there are none, or is one
/// written out (Exim specification, "Access control lists"): bare verbs and
/// what has no verb at all are understood, any other text is Exim's error.
/// Example: AclAccepts("accept") is true, AclAccepts("name:") false.
Result<bool> AclAccepts(std::string_view text);

}  // namespace trommel::stdlib::exim
