// SPDX-License-Identifier: MIT
// Header fields as a script writes them: valid, encoded and folded.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// RFC 5322 section 2.2: printable ASCII without a colon, at least one.
bool IsFieldName(std::string_view name);

/// `Name: value` with line ends `end`, as a mail program would write it. Words
/// that are not plain ASCII, or look like encoded words, are encoded in UTF-8
/// (RFC 2047); a line of more than 80 bytes is folded at blanks, which then
/// count as one tab; a line end in the value becomes a fold, empty lines go.
/// Blanks around the value stay. `value` has no NUL.
/// Example: FieldText("X", "grün", "\n") is "X: =?utf-8?q?gr=C3=BCn?=\n".
std::string FieldText(std::string_view name, std::string_view value,
                      std::string_view end);

/// `text` as encoded words, blanks between them: what a phrase that is not
/// plain ASCII becomes. Example: "Ä, B" gives "=?utf-8?q?=C3=84,_B?=".
std::string EncodedWords(std::string_view text);

}  // namespace trommel::stdlib
