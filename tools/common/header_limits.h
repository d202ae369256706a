// SPDX-License-Identifier: MIT
// HeaderLimits: Exim's options header_maxsize and header_line_maxsize.
#pragma once

#include <cstdint>
#include <optional>

#include "interp/base/error.h"
#include "interp/mail/message.h"
#include "interp/vm/settings.h"

namespace trommel {

/// An option that a message's header goes beyond. Exim does not accept such a
/// message, so that no filter ever sees it.
struct HeaderExcess {
  bool line = false;  ///< header_line_maxsize, else header_maxsize
  int64_t limit = 0;
  /// kLimit, in our words.
  Error AsError() const;
};

/// The first excess, line by line, sizes as Exim counts them: CRLF is one byte.
std::optional<HeaderExcess> FindHeaderExcess(const mail::Message& message,
                                             const vm::Settings& settings);

}  // namespace trommel
