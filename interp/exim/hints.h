// SPDX-License-Identifier: MIT
// Hints: what to do about a syntax error of an Exim filter.
#pragma once

#include <string>
#include <string_view>

namespace trommel::exim {

/// The hint for an error by its text, which is Exim's; empty if there is none.
/// Example: HintFor("unknown filtering command \"fnish\" near …") is
/// `did you mean "finish"?`.
std::string HintFor(std::string_view error);

/// The word of if, elif, else, endif that `word` was meant to be: a typing
/// error, another language's word, upper case. Empty if it is none of them.
std::string_view MeantBlockWord(std::string_view word);

}  // namespace trommel::exim
