// SPDX-License-Identifier: MIT
// How long the answer of a server may be.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/limits.h"
#include "interp/base/result.h"

namespace trommel::stdlib {

/// kLimit when `value` is longer than limits::kValueBytes.
inline Status CheckAnswerSize(std::string_view value) {
  if (value.size() <= limits::kValueBytes) return {};
  return Err(Code::kLimit, "a lookup's answer is longer than " +
                               std::to_string(limits::kValueBytes) + " bytes");
}

}  // namespace trommel::stdlib
