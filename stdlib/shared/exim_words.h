// SPDX-License-Identifier: MIT
// Encoded words (RFC 2047) as Exim writes them.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib::exim {

/// Whether a byte of `text` is special in a phrase or no printing ASCII.
bool NeedsWords(std::string_view text);

/// All of `text`, which is in `charset`, as encoded words of the Q encoding.
/// Example: EncodeWords("a=b", "UTF-8") gives "=?UTF-8?Q?a=3Db?=".
std::string EncodeWords(std::string_view text, std::string_view charset);

/// `name` as the display name of an address: with bytes that do not print it
/// becomes encoded words; with a byte that may not stand in a phrase it is put
/// in quotes. Leading white space goes.
std::string Phrase(std::string_view name, std::string_view charset);

}  // namespace trommel::stdlib::exim
