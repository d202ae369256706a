// SPDX-License-Identifier: MIT
// How many columns text takes on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace trommel {

/// Columns of valid UTF-8 `text` on a terminal: two for a wide character of
/// East Asia or an emoji, none for a combining mark, one for all others. After
/// Unicode's EastAsianWidth, by block: enough to align a table.
///
/// Example: ColumnsOf("caf\u00E9") is 4, ColumnsOf("\u8ACB\u6C42") is 4.
size_t ColumnsOf(std::string_view text);

/// As much of the start of `text` as fits into `columns`; views it.
std::string_view FirstColumns(std::string_view text, size_t columns);

}  // namespace trommel
