// SPDX-License-Identifier: MIT
// EximMessage: a message read from standard input as Exim's filter test reads
// it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/arrival.h"

namespace trommel {

/// How to read it.
struct EximReading {
  bool dot_ends = true;  ///< a line that is just a dot ends the message
};

/// A message in pieces. `body` views the bytes that were read, or own_body.
struct EximMessage {
  std::vector<std::string> fields;  ///< each with its line end, LF throughout
  std::string_view body;
  std::unique_ptr<std::string> own_body;
  /// The line end that ended the header left a blank in front of the body.
  bool blank_before_body = false;
  mail::Arrival arrival;
  bool no_header = false;
  bool ended = false;                          ///< by a line that is just a dot
  std::vector<std::string> from_line_senders;  ///< bare, as they stand there
  std::string from_line_matched;  ///< FromLine::matched of the last
};

/// Reads `bytes` (Exim specification, "Line endings").
/// - CR before LF goes. A CR alone in the header becomes a fold, and so does an
///   LF alone once the first line has ended in CRLF. NULs become question marks
///   there, and lines of blanks at the end of a field go.
/// - The header ends at an empty line or at a line that is no field; neither is
///   part of the body.
/// - What the header lacks at its end is a line end; the body stays as it is.
EximMessage ReadEximMessage(std::string_view bytes, const EximReading& how);

/// Exim reads a body in pieces of message_body_visible and one bytes. When the
/// last one is full, it takes the last line for one without a line end and
/// counts it again.
void CountEvenBody(int64_t visible, EximMessage* message);

/// Whether `field` is called `name` (caseless), white space before its colon
/// allowed.
bool IsNamed(std::string_view field, std::string_view name);

}  // namespace trommel
