// SPDX-License-Identifier: MIT
// JSON as Exim's expansions read it: by brackets and commas, strings not
// excepted. The specification says no more than "a JSON array" and "an object".
#pragma once

#include <optional>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib::exim {

/// Brackets and what Exim says when they are missing.
struct JsonWrap {
  char open;
  char close;
  std::string_view what;
};
inline constexpr JsonWrap kJsonArray = {'[', ']', "array for extract json"};
inline constexpr JsonWrap kJsonObject = {'{', '}', "object for extract json"};
inline constexpr JsonWrap kJsonKey = {'"', '"', "string key for extract json"};
inline constexpr JsonWrap kJsonString = {'"', '"',
                                         "string result for extract jsons"};

/// What is between the brackets that `text` begins with; they may hold more of
/// their kind, and a backslash takes the meaning off the next byte. `rest`
/// becomes what follows. kRun "missing '[' wrapping array for extract json".
Result<std::string_view> UnwrapJson(std::string_view text, const JsonWrap& wrap,
                                    std::string_view* rest = nullptr);

/// Takes the text up to the next comma outside of brackets off the front;
/// nothing at the end, and for an empty one.
std::optional<std::string_view> NextJson(std::string_view* rest);

}  // namespace trommel::stdlib::exim
