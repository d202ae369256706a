// SPDX-License-Identifier: MIT
// Message: an index of header fields and the body over one buffer, no copies.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "interp/mail/defect.h"

namespace trommel::mail {

/// One header field; views into the message's bytes.
struct Field {
  std::string_view name;  ///< without colon and white space before it
  /// After the colon up to the last line end, folds and leading blanks kept,
  /// the final line end not included.
  std::string_view value;
  std::string_view raw;  ///< the whole field with its line end
  uint32_t name_hash;    ///< HashName(name)
  bool trusted = false;  ///< a script wrote it, of no bytes of a message
};

/// Caseless hash of a field name, for quick comparison.
uint32_t HashName(std::string_view name);

/// Index over bytes that the caller owns and keeps unchanged for the life of
/// the Message (one of the four owners). Parsing never fails: defects() says
/// what was odd. LF, CRLF, mixed and bare-CR line ends are read; NUL and 8-bit
/// bytes are data.
///
/// The header block ends at the first empty line, or, as Exim ends it, before
/// the first line that is neither a field (`name:` with a name of printing
/// characters, white space allowed before the colon) nor a continuation: that
/// line is then the body's first. A leading mbox `From ` line (or `>From `) is
/// skipped and kept in from_line().
///
/// Parse once, read often; Reparse reuses the memory of the last message.
class Message {
 public:
  Message() = default;
  explicit Message(std::string_view bytes) { Reparse(bytes); }

  /// Drops everything and indexes `bytes`; only the header block is read.
  void Reparse(std::string_view bytes);
  /// The same for a message whose header is made up of field lines, LF at the
  /// end of each, and lies elsewhere than its body. Every line that begins with
  /// no white space is a field here, without a colon one without a name.
  void Assemble(std::string_view header, std::string_view body);

  /// All of it; of an assembled message only the body.
  std::string_view bytes() const { return bytes_; }
  std::string_view from_line() const { return from_line_; }
  std::span<const Field> fields() const { return fields_; }
  /// Header block, without from_line and without the empty line.
  std::string_view header() const { return header_; }
  std::string_view body() const { return body_; }
  /// Size as a script sees it (RFC 5228 `size`): header, empty line and body as
  /// they stand, without from_line.
  size_t size() const { return size_; }

  /// First field of that name (caseless), or null.
  const Field* Find(std::string_view name) const;
  DefectSet defects() const { return defects_; }

 private:
  std::string_view bytes_, from_line_, header_, body_;
  std::vector<Field> fields_;
  size_t size_ = 0;
  DefectSet defects_;
};

}  // namespace trommel::mail
