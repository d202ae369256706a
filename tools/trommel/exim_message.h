// SPDX-License-Identifier: MIT
// EximMessage: a message read from standard input as Exim's filter test reads
// it, and made complete as Exim makes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/arrival.h"

namespace trommel {

/// How to read it.
struct EximReading {
  bool dot_ends = true;        ///< a line that is just a dot ends the message
  bool take_from_line = true;  ///< an mbox From line names the sender
};

/// A message in pieces. `body` views the bytes that were read.
struct EximMessage {
  std::vector<std::string> fields;  ///< each with its line end, LF throughout
  std::string_view body;
  mail::Arrival arrival;
  bool no_header = false;
  std::optional<std::string> from_line_sender;  ///< bare, as it stands there
};

/// Reads `bytes` (Exim specification, "Line endings", "Header lines").
/// - CR before LF goes; a CR alone in the header becomes a fold; NULs there
///   become question marks; white space at the end of a field goes.
/// - The header ends at an empty line or at a line that is no field; neither
///   is part of the body.
/// - A last line without line end gets one in the header only.
EximMessage ReadEximMessage(std::string_view bytes, const EximReading& how);

/// Takes the Return-path: fields out; their values without angle brackets.
std::vector<std::string> TakeReturnPaths(EximMessage* message);

/// What Exim writes into fields that it adds.
struct Originator {
  std::string message_id;  ///< without angle brackets
  std::string from;        ///< of a From: field
  std::string date;
};

/// Appends the fields that a locally submitted message must have and has not;
/// for a message that is sent again (Resent-), puts those in front.
void CompleteHeader(const Originator& originator, EximMessage* message);

}  // namespace trommel
