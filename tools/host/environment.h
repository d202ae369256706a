// SPDX-License-Identifier: MIT
// Environment: Exim's options keep_environment and add_environment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trommel {

/// Whether an Exim list (Exim specification, "Domain, host, address, and local
/// part lists") names the variable: a name, `*end`, `^regex`, each with `!` to
/// deny. The first item that matches decides; without one the variable is kept
/// if the last item denies others.
/// Example: KeepsVariable("!HOME : ^LC_", "LC_ALL") is true.
bool KeepsVariable(std::string_view list, std::string_view name);

/// The value in a list of `name=value`; the last of several wins.
std::optional<std::string> AddedVariable(std::string_view list,
                                         std::string_view name);

/// What both lists leave of this process's environment, as "NAME=value": for
/// programs that filters run.
std::vector<std::string> FilteredEnvironment(std::string_view keep,
                                             std::string_view added);

}  // namespace trommel
