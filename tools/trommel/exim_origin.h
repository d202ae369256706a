// SPDX-License-Identifier: MIT
// What `-oM*` says of how a message came in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel {

/// The -oM* flags. Each is known to scripts by the name that stands in
/// exim_origin.def.
enum class Origin : uint8_t {
#define ORIGIN(name, flag, variable) k##name,
#include "tools/trommel/exim_origin.def"
#undef ORIGIN
  kCount
};

using OriginTexts =
    std::array<std::optional<std::string>, static_cast<size_t>(Origin::kCount)>;

/// The flag of that name; kCount for none.
Origin OriginOf(std::string_view flag);

/// Stores `value`; the Error's text is Exim's line about a wrong one.
Status SetOrigin(Origin what, std::string_view value, OriginTexts* texts);

/// An IP address with a port.
struct HostPort {
  std::string address;
  int port = 0;
};

/// Reads `ADDRESS`, `ADDRESS.PORT`, `[ADDRESS]` or `[ADDRESS]:PORT`.
std::optional<HostPort> ReadHostPort(std::string_view text);

}  // namespace trommel
