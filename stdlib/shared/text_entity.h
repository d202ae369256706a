// SPDX-License-Identifier: MIT
// MIME entities made of text, for replace, enclose and convert.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// A part as it stands in a message.
struct Entity {
  std::string fields;  ///< Content-Type …, without the empty line
  std::string body;
};

/// What an entity is made of.
struct TextSource {
  std::string_view text;  ///< in `charset`
  std::string_view type = "text/plain";
  std::string_view charset = "utf-8";
  std::string_view line_end = "\n";  ///< of the message
};

/// The entity of a text: its line ends become the message's, and it is encoded
/// only as far as it must be (RFC 2045 section 6): lines of more than 998 bytes
/// or that begin with "--", and NUL, are not sent as they are.
Entity TextEntity(const TextSource& source);

bool IsAscii(std::string_view text);

/// `text` with each LF, CRLF made `line_end`.
std::string WithLineEnds(std::string_view text, std::string_view line_end);

}  // namespace trommel::stdlib
