// SPDX-License-Identifier: MIT
// The words of a command line as Exim splits it, in ${run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trommel::stdlib::exim {

/// Words stand between white space. One that begins with ' goes to the next ',
/// one that begins with " to the next " that has no backslash before it, with
/// escapes undone; what follows the quote is another word, and a quote that is
/// missing ends at the end. A quote elsewhere is plain (Exim specification,
/// "How the command is run"; what it leaves open, as seen).
///
/// Example: SplitCommand("a 'b c'd") gives "a", "b c", "d".
std::vector<std::string> SplitCommand(std::string_view command);

}  // namespace trommel::stdlib::exim
