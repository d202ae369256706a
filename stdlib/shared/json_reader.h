// SPDX-License-Identifier: MIT
// Picks one element out of a JSON text (RFC 8259).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trommel::stdlib {

/// What a JSON text holds at a path.
struct JsonElement {
  bool sound = false;  ///< whether the whole text is JSON
  /// A string without its quotes and escapes; of all else the text, with one
  /// blank behind commas and colons. Nothing when the path leads nowhere.
  std::optional<std::string> value;
};

/// Follows `path`, names of members and numbers (from 0) of array elements; of
/// several members with the name the last counts. Nesting is bounded.
///
/// Example: path {"b", "1"} of `{"b": [1, "x"]}` gives "x".
JsonElement SelectJson(std::string_view text,
                       std::span<const std::string> path);

}  // namespace trommel::stdlib
