// SPDX-License-Identifier: MIT
// Header fields of messages that we compose ourselves.
#pragma once

#include <string>
#include <string_view>

#include "interp/mail/message.h"

namespace trommel::delivery {

/// `text` as one line: line ends and control characters become blanks, so that
/// no data can begin a header field of its own; trimmed.
std::string OneLine(std::string_view text);

/// `text` (UTF-8) as the value of an unstructured field: as it is when it is
/// ASCII, else RFC 2047 encoded words of at most 75 characters, folded.
std::string EncodeText(std::string_view text);

/// An address list with its display names encoded; what is no address is left
/// out.
std::string EncodeAddresses(std::string_view list);

/// `name: value` and a line end; nothing for an empty value.
void AppendField(std::string_view name, std::string_view value,
                 std::string* out);

/// In-Reply-To and References (RFC 5322 section 3.6.4) for an answer to
/// `original`; nothing when that has no Message-ID. At most 20 references, the
/// first and the latest, so that threads cannot grow without end.
void AppendThread(const mail::Message& original, std::string* out);

}  // namespace trommel::delivery
