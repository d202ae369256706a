// SPDX-License-Identifier: MIT
// Moments in the written form of RFC 3339.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/text/date.h"

namespace trommel::stdlib {

/// Minutes east of UTC of `+hhmm`, `-hhmm`, `+hh:mm` or, caseless, `Z`.
std::optional<int32_t> ParseZone(std::string_view text);
/// The same, only written +hhmm or -hhmm (RFC 6009 section 3).
std::optional<int32_t> ParseOffset(std::string_view text);

/// Reads `2026-03-01T11:02:00+01:00`; T and Z in small letters, a zone without
/// its colon and a fraction of a second (left out) are taken, too.
std::optional<text::DateTime> ParseIsoTime(std::string_view text);

/// `2026-03-01T11:02:00+01:00`; UTC is Z (RFC 6009 section 3).
std::string FormatIsoTime(const text::DateTime& time);

}  // namespace trommel::stdlib
