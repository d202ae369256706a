// SPDX-License-Identifier: MIT
// Arrival: what a reader of messages counted before it tidied one up.
#pragma once

#include <cstdint>

namespace trommel::mail {

/// Counts as Exim's reader makes them: of the bytes that came in, fields that
/// were added or dropped afterwards not considered. What Exim's $message_size,
/// $message_body_size, $message_linecount, $received_count, $body_linecount,
/// $body_zerocount and $max_received_linelength say.
struct Arrival {
  int64_t size = 0;
  int64_t lines = 0;  ///< of the header, the empty line behind it included
  int64_t body_size = 0;
  int64_t body_lines = 0;
  int64_t received = 0;      ///< Received: fields
  int64_t zeros = 0;         ///< NULs of the body and of a line before it
  int64_t longest_line = 0;  ///< of the header
};

}  // namespace trommel::mail
