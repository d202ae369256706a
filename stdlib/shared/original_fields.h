// SPDX-License-Identifier: MIT
// The fields in which `replace` keeps what it has replaced (RFC 5703 section
// 5), which deleteheader must leave alone.
#pragma once

#include <string_view>

#include "interp/text/ascii.h"

namespace trommel::stdlib {

inline constexpr std::string_view kOriginalSubject = "Original-Subject";
inline constexpr std::string_view kOriginalFrom = "Original-From";

/// State of one run: which of them there are.
struct OriginalFields {
  bool subject = false;
  bool from = false;
  bool Protects(std::string_view name) const {
    return (subject && text::EqualsCaseless(name, kOriginalSubject)) ||
           (from && text::EqualsCaseless(name, kOriginalFrom));
  }
};

}  // namespace trommel::stdlib
