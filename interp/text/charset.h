// SPDX-License-Identifier: MIT
// Charset conversion. ASCII, UTF-8 and ISO-8859-1 are ours; everything else is
// asked of iconv, then of ICU. Neither is touched before it is needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trommel::text {

/// Appends `bytes` in `charset` to `out` as UTF-8. Bytes that mean nothing in
/// `charset` become U+FFFD. False, with `out` unchanged, for a charset that no
/// one knows (the caller falls back to the raw bytes).
/// Example: ToUtf8("\xE9", "latin1", &out) appends "é".
bool ToUtf8(std::string_view bytes, std::string_view charset, std::string* out);

/// The same from any charset to any other. What `to` cannot hold becomes '?'.
bool Convert(std::string_view bytes, std::string_view from, std::string_view to,
             std::string* out);

/// The same up to the first byte that cannot be converted: how many bytes were.
/// A charset with shift states, such as iso-2022-jp, is left in the last one.
/// Names are taken as iconv takes them. Absent, with `out` unchanged, when it
/// has no such pair.
/// Example: ConvertPrefix("a\xE2\x82\xAC", "utf-8", "latin1", &out) is 1.
std::optional<size_t> ConvertPrefix(std::string_view bytes,
                                    std::string_view from, std::string_view to,
                                    std::string* out);

bool IsUtf8(std::string_view bytes);
/// Appends the UTF-8 form of a code point (U+FFFD for an invalid one).
void AppendUtf8(uint32_t code_point, std::string* out);

}  // namespace trommel::text
