// SPDX-License-Identifier: MIT
// The printed form of values and actions that corpus files expect.
#pragma once

#include <string>
#include <vector>

#include "interp/vm/actions.h"

namespace trommel::testing {

/// `"text"` with \n \r \t \" \\ and \xHH for other control bytes.
std::string Quoted(std::string_view text);

/// One action: `fileinto "x"`, `keep (implicit)`,
/// `redirect "a@b" (copy) errors_to="me@x"`, `fileinto "x" flags=["\\Seen"]`.
/// The mark is (copy) for what does not cancel the implicit keep although its
/// kind would, then (noerror); fields follow in their order.
std::string Printed(const vm::Action& action);

/// One line an action.
std::string Printed(std::span<const vm::Action> actions);

}  // namespace trommel::testing
