// SPDX-License-Identifier: MIT
// The items of the environment test (RFC 5183) and of vnd.dovecot.environment.
#pragma once

#include <optional>
#include <string_view>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// The item called `name`, bytes as they are; absent when it is not known. The
/// setting sieve_environment is asked first, then Host::EnvironmentItem, then
/// what the engine knows by itself.
///
/// Example: EnvironmentItem(context, "host") is "mail.example.com".
std::optional<Value> EnvironmentItem(vm::CallContext& context,
                                     std::string_view name);

}  // namespace trommel::stdlib
